// `session complete` and `session route`: what would become of the session is shown, and done only if the session still is as it was shown.
import { randomUUID } from "node:crypto";
import { guardExpectation, readSession } from "../../lib/commands/apply/prepare.ts";
import { type FieldChange, previewCommand } from "../../lib/commands/apply/preview.ts";
import type { HooksConfig } from "../../lib/config.ts";
import type { CompleteCommand, RouteCommand } from "../../lib/core/command/command.ts";
import { commandIdOf } from "../../lib/core/command/command-id.ts";
import type { Expectation } from "../../lib/core/command/expect.ts";
import { parseStatus } from "../../lib/core/command/status.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import type { PublishedDecision } from "../../lib/routing/rules/published-decision.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import { checkAccount } from "../check-account.ts";
import type { Confirmed } from "../confirm.ts";
import { placeText } from "../display/place-text.ts";
import type { Tools } from "../with-connection.ts";
import { type ActTools, actTools, sessionOfPhone } from "./act-tools.ts";
import { actWords } from "./act-words.ts";
import { type ShownChange, shownChange } from "./change-text.ts";
import { entryText } from "./entry-sentences.ts";
import { type NamedSession, namedSession } from "./named-session.ts";
import { type SessionNow, sessionNow } from "./session-now.ts";
import { teamNames } from "./team-names.ts";

/** What `session hold`, `release`, `complete` and `route` print with --json. */
export interface ActAnswer {
  account: string;
  sessionId: string;
  /** True where nothing was written. */
  dryRun: boolean;
  /** As WTS had it before; absent where it was not asked, or did not answer. */
  session?: NamedSession;
  /** It is empty where the session already is as it was to be, or stays where it is: then nothing is done. */
  changes: readonly ShownChange[];
  /** What of the session it depends on: whoever gives it to `--expect` has nothing done once any of it has changed. */
  expect?: Expectation;
  /** Of a route: what the policies decide, and below it who would not get the session and why. */
  decided?: { text: string; details: readonly string[] };
  decision?: PublishedDecision;
}

type ActCommand = CompleteCommand | RouteCommand;

export interface ActOptions {
  account: string;
  sessionId?: string | undefined;
  phone?: string | undefined;
  expect?: Expectation | undefined;
  dryRun?: boolean | undefined;
  confirmed: Confirmed;
  /** Of what is said here; absent: the configuration's. */
  language?: Language | undefined;
  /** What is to be done with it. */
  command: Omit<CompleteCommand, "sessionId" | "expect"> | Omit<RouteCommand, "sessionId" | "expect">;
}

interface Previewed {
  changes: readonly FieldChange[];
  decision?: PublishedDecision;
}

/** A contact that writes meanwhile, or anybody who takes the session, makes what was shown void. */
const seenOf = ({ status, userId, departmentId, lastMessageIn }: SessionNow): Expectation => {
  const known = parseStatus(status);
  return { ...(known && { status: known }), userId, departmentId, lastMessageIn: lastMessageIn ?? null };
};

const previewOf = async (
  command: ActCommand,
  account: string,
  wts: Wts,
  { router, guardOf, clock }: Pick<ActTools, "router" | "guardOf"> & Pick<Tools, "clock">,
): Promise<Previewed> => {
  if (command.command === "route") {
    const { changes, decision } = await router.preview(account, command, wts);
    return { changes, decision: decision as PublishedDecision };
  }
  const guard = guardOf(account, { dryRun: true });
  const { changes } = await previewCommand(command, wts, { clock, guard });
  // Whoever is closed already is not told goodbye.
  return { changes: changes.some(({ field }) => field === "Status") ? changes : [] };
};

/** What is said stands there as it was typed: the person who typed it wants to see it, and nobody else gets it. */
const withOwnTexts = (command: ActCommand, change: ShownChange): ShownChange => {
  if (command.command !== "complete") return change;
  const { note, farewell } = command;
  const said = change.field === "Note" ? note : change.field === "Farewell" ? farewell : undefined;
  return typeof said === "string" ? { ...change, toText: said } : change;
};

export const actOnSession = async (tools: Tools, config: HooksConfig, options: ActOptions): Promise<void> => {
  const { output, connection, clock } = tools;
  const { account, phone, dryRun = false } = options;
  const { language = config.language } = options;
  const locale = { ...localeOf(config, account), language };
  const say = actWords[language];
  await checkAccount(tools, account);
  const { applyNow, atWts, ...parts } = await actTools(tools, config, account);
  const { wts } = atWts();
  const sessionId = options.sessionId ?? (await sessionOfPhone(config, account, { wts, clock }, phone ?? ""));
  const session = await readSession(wts.client, sessionId, ["ContactDetails", "AgentDetails"]);
  if (options.expect) guardExpectation(options.expect, session);
  const now = sessionNow(session);
  const expect = { ...seenOf(now), ...options.expect };
  const command: ActCommand = { ...options.command, sessionId, expect };
  const { changes, decision } = await previewOf(command, account, wts, { ...parts, clock });
  const names = await teamNames({ ask: (work) => work(wts) });
  const naming = { locale, nameOf: (id: string) => names.get(id.toLowerCase()) ?? id };
  const shown = changes.map((change) => withOwnTexts(command, shownChange(change, naming)));
  const decided =
    decision &&
    entryText(
      {
        at: new Date(clock.now()).toISOString(),
        ...{ what: "transfer", ending: changes.length === 0 ? "kept" : "applied", door: "cli", source: "cli" },
        ...{ reasons: decision.reasons.map(({ code }) => code), decision },
      },
      undefined,
      { ...naming, config, options: connection.options, accountOptions: connection.options, atWork: undefined },
    );
  const answer = {
    ...{ account, sessionId, dryRun: dryRun || changes.length === 0, session: namedSession(now, naming.nameOf) },
    ...{ changes: shown, expect },
    ...(decided && { decided: { text: decided.sentence, details: decided.details } }),
    ...(decision && { decision }),
  } satisfies ActAnswer;
  const about = say.about({ sessionId, account, place: placeText(connection.place, language) });
  const { plan, nothing, ask, done } = say[command.command];
  const lines = [
    ...shown.map(({ label, fromText, toText }) => `  ${say.change(label, fromText, toText)}`),
    ...(decided ? [say.inStory(decided.sentence), ...decided.details.map((text) => `  ${text}`)] : []),
  ];
  if (changes.length === 0) {
    output.json(answer);
    return output.line(nothing(about), ...lines);
  }
  output.line(plan(about), ...lines);
  if (dryRun) {
    output.json(answer);
    return output.line(say.nothingWritten);
  }
  await options.confirmed(ask, language);
  const origin = { account, source: "cli", deliveryId: randomUUID() };
  const cause = { correlationId: origin.deliveryId, causationId: origin.deliveryId };
  const id = commandIdOf({ ...origin, index: 0 });
  await applyNow({
    command,
    provenance: { door: "cli", ...origin, ...cause, id, hops: 0, attempt: 0, orderedBy: await connection.callerName() },
    ...atWts(),
    repeatable: false,
  });
  output.json(answer);
  output.line(done(`session ${sessionId}${connection.options}`));
};
