// Shapes the part `messages` of hooks.config.ts: who is never written to, and when a message is asked what became of it.
import * as z from "zod/mini";
import { name, part, positive, type ReportProblem, rule } from "../../core/config-shape.ts";
import { foldName } from "../../core/names.ts";
import { child, listOf } from "../../core/sessions/unchecked-config.ts";

const word = z
  .string("must be a text")
  .check(z.refine((text) => /[\p{L}\p{N}]/u.test(text) && text.length <= 40, "must be a word of 1 to 40 characters"));

const words = (otherwise: readonly string[]) => z._default(z.array(word, "must be a list of words"), [...otherwise]);

const wordsApart = (messages: unknown, report: ReportProblem): void => {
  const folded = (key: string) =>
    listOf(child(messages, key)).map((one) => (typeof one === "string" ? foldName(one) : one));
  const out = folded("optOutWords");
  for (const [index, one] of folded("optInWords").entries())
    if (out.includes(one)) report(["optInWords", index], "stands in optOutWords, too: one word cannot mean both");
};

export const messagesShape = part({
  neverMessage: z._default(z.array(name("a tag's name or id"), "must be a list of tags"), []),
  optOutWords: words(["PARE", "SAIR", "CANCELAR"]),
  optInWords: words(["VOLTAR"]),
  askAfterMinutes: z._default(positive("minutes").check(z.lte(1_440, "must be at most 1440 minutes, a day")), 2),
}).check(rule(wordsApart));

export type MessagesConfig = z.output<typeof messagesShape>;
