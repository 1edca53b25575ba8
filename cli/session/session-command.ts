// The command `session` answers what was done with one session, and why, however somebody names it.
import type { Command } from "commander";
import { type SessionKey, sessionPlace } from "../../lib/aws/item-keys.ts";
import type { HooksConfig } from "../../lib/config.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { accountOption, withAccount } from "../with-account.ts";
import type { Surroundings, Tools } from "../with-connection.ts";
import { addActCommands } from "./act-commands.ts";
import { sessionAtWts } from "./ask-wts.ts";
import { elsewhereOf } from "./done-elsewhere.ts";
import { findTypedSession } from "./find-typed-session.ts";
import { addHoldCommands } from "./hold-commands.ts";
import { languageOption, spokenIn } from "./language-option.ts";
import { addListCommand } from "./list-command.ts";
import { readStory, type Story } from "./read-story.ts";
import { sessionArgument } from "./session-argument.ts";
import { sessionNow } from "./session-now.ts";
import { besideStory, refuseUnfound } from "./show-found.ts";
import { showStory } from "./show-story.ts";
import { teamNames } from "./team-names.ts";
import type { TypedSession } from "./typed-session.ts";
import { nextRun, undoOfLastClose } from "./what-would-be.ts";

const help = `
Name the session by its id, by a link to it that you paste, by its protocol number, or by the contact's phone in any notation.
Of several sessions of a contact it is the one that we did something to last; the others are listed.

Everything of the last 90 days, the oldest first, by the day, in the language and the timeZone of hooks.config.ts: what came in
and from whom, what a policy decided and why, which fields were written, who was passed over and why, what was left although it
was due, what was refused or is parked and how to mend it. In front of it: what the session is like at WTS now, and what of that nothing on
record has done, so that it was done in WTS or by another program; what holds it, what the next run would do, and what an undo
would open again. WTS is only read, and the story is told without it as well.

Not in it: what a run looked at before it was due (the line of the next run says why it stays now); what was refused over HTTP,
since its caller was told; and a request to move the session that failed, once it is no longer parked.

The exit code is 1 where no session is found.

Examples:
  npm run hooks -- session 2617d127-4314-4954-a7f6-07c17e7f7d2c
  npm run hooks -- session https://app.wts.chat/chat2/sessions/2617d127-4314-4954-a7f6-07c17e7f7d2c
  npm run hooks -- session 2026112000012 --full
  npm run hooks -- session 11980045904 --stage prod`;

interface Asked {
  typed: TypedSession;
  account: string;
  full: boolean;
  terminal: NodeJS.WritableStream | undefined;
}

/** The other accounts of the configuration that have something recorded of a session by this id. */
const accountsWithRecords = async (
  { connection, clock }: Tools,
  config: HooksConfig,
  { account, sessionId }: SessionKey,
): Promise<readonly string[]> => {
  const { history } = ledger({ table: connection.table, clock });
  const others = [config.account, ...Object.keys(config.accounts)].filter((each) => each !== account);
  const recorded = await Promise.all(
    [...new Set(others)].map(async (each) =>
      (await history(sessionPlace({ account: each, sessionId }))).length > 0 ? [each] : [],
    ),
  );
  return recorded.flat();
};

/** Nothing at all is known of it: no entry, and none of what is kept beside the entries. */
const isEmpty = ({ entries, runs: _runs, ...beside }: Story): boolean =>
  entries.length === 0 && Object.keys(beside).length === 0;

/** Throws Failure where no session is found. */
const storyOfSession = async (
  tools: Tools,
  config: HooksConfig,
  { typed, account, full, terminal }: Asked,
): Promise<void> => {
  const { connection, clock } = tools;
  const locale = localeOf(config, account);
  const { meant, found, wts } = await findTypedSession(tools, config, { typed, account, terminal });
  const key = { account, sessionId: meant.sessionId };
  const accountOptions = `${account === config.account ? "" : ` --account ${account}`}${connection.options}`;
  const [story, session] = await Promise.all([
    readStory(tools, config, key),
    meant.listed ?? sessionAtWts(wts, meant.sessionId),
  ]);
  const known = session === "gone" || session === undefined ? undefined : session;
  const now = known ? sessionNow(known) : session === "gone" ? ("gone" as const) : undefined;
  const names = await teamNames(wts);
  const next =
    known && sessionNow(known).isOpen
      ? await nextRun(tools, config, { account, session: known, wts, locale })
      : undefined;
  const undo =
    known && !sessionNow(known).isOpen
      ? await undoOfLastClose(tools, config, key, { entries: story.entries, wts })
      : undefined;
  const { lookedFor } = found;
  if (session === "gone" && isEmpty(story) && lookedFor.as === "id") {
    const elsewhere = await accountsWithRecords(tools, config, key);
    return refuseUnfound({ ...lookedFor, account, elsewhere, options: connection.options }, wts.whyNot(), locale);
  }
  const { worker } = story;
  const telling = {
    ...{ locale, config, options: connection.options, accountOptions },
    nameOf: (id: string) => names.get(id.toLowerCase()) ?? id,
    atWork: worker && Date.parse(worker.leaseUntil) > clock.now() ? worker.commandId : undefined,
  };
  const elsewhere = now === undefined || now === "gone" ? [] : elsewhereOf(story.entries, now, clock.now());
  const present = {
    ...{ now, nextRun: next, undo, notAsked: wts.whyNot() },
    ...(elsewhere.length > 0 && { elsewhere }),
  };
  showStory(tools, key, { story, present, telling, full }, besideStory(found, accountOptions, locale));
};

export const addSession = (program: Command, surroundings: Surroundings): void => {
  const { terminal } = surroundings;
  const session = program
    .command("session")
    .description("what was done with one session, when, by whom and why")
    .argument(...sessionArgument)
    .option("--full", "with codes, ids, and the correlation id of each chain")
    .addOption(languageOption())
    .option(...accountOption)
    .addHelpText("after", help)
    .action(
      (typed: TypedSession, { full = false, language }: { full?: boolean; language?: Language }, command: Command) =>
        withAccount(command, surroundings, (tools, config, account) =>
          storyOfSession(tools, spokenIn(config, language), { typed, account, full, terminal }),
        ),
    );
  addListCommand(session, surroundings);
  addHoldCommands(session, surroundings);
  addActCommands(session, surroundings);
};
