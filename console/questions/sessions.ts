// What the page asks of sessions.
import * as z from "zod/mini";
import { listReasons } from "../../cli/session/list-reasons.ts";
import type { SessionList } from "../../cli/session/list-sessions.ts";
import type { OthersFound } from "../../cli/session/show-found.ts";
import type { SessionStory } from "../../cli/session/show-story.ts";
import { languages } from "../../lib/core/texts/language.ts";
import { question } from "./question.ts";

const account = z.string().check(z.minLength(1));
const language = z.enum(languages);
/** Longer ones are read by nobody; what is typed may be a pasted link. */
const typed = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  // Behind `session`, these words are commands.
  z.refine((text) => !/^\s*(list|hold|release|complete|route|help)\s*$/i.test(text), {
    error: "expected a session's id, link, protocol number or phone number",
  }),
);

export const sessionsQuestions = {
  "sessions/list": question<SessionList>()({
    params: z.strictObject({ account, language, only: z.optional(z.enum(listReasons)) }),
    words: (asked) => [
      ...["session", "list", `--account=${asked.account}`, `--language=${asked.language}`, "--limit=200"],
      ...(asked.only === undefined ? [] : [`--only=${asked.only}`]),
    ],
    asksWts: true,
  }),
  "sessions/story": question<SessionStory & OthersFound["json"]>()({
    params: z.strictObject({ account, language, session: typed }),
    words: (asked) => [
      ...["session", `--account=${asked.account}`, `--language=${asked.language}`],
      ...["--", asked.session],
    ],
    asksWts: true,
  }),
};
