// `session hold` and `session release`: what was understood is shown, and done only when somebody has said yes.
import { randomUUID } from "node:crypto";
import type { HooksConfig } from "../../lib/config.ts";
import type { HoldCommand } from "../../lib/core/command/command.ts";
import { commandIdOf } from "../../lib/core/command/command-id.ts";
import type { HoldRequest } from "../../lib/core/command/hold-request.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { instantText } from "../../lib/core/texts/instant-text.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { checkAccount } from "../check-account.ts";
import type { Confirmed } from "../confirm.ts";
import { placeText } from "../display/place-text.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";
import type { ActAnswer } from "./act-on-session.ts";
import { actTools, sessionOfPhone } from "./act-tools.ts";
import { askableWts, sessionAtWts } from "./ask-wts.ts";
import { shownChange } from "./change-text.ts";
import { holdWords } from "./hold-words.ts";
import { namedSession } from "./named-session.ts";
import { sessionNow } from "./session-now.ts";
import { teamNames } from "./team-names.ts";
import { readTypedTime } from "./typed-time.ts";

export interface HoldOptions {
  account: string;
  sessionId?: string | undefined;
  phone?: string | undefined;
  until?: string;
  reason?: string | undefined;
  dryRun?: boolean;
  /** Of what is said here; absent: the configuration's. */
  language?: Language;
  confirmed: Confirmed;
}

const untilOf = (
  text: string | undefined,
  timeZone: string,
  nowMs: number,
  language: Language,
): HoldRequest["until"] => {
  if (text === undefined) return null;
  const until = readTypedTime(text, { nowMs, timeZone });
  if (until !== undefined) return until;
  throw new Failure(holdWords[language].notUnderstood(text));
};

const shownMs = (value: unknown): number => Date.parse(String(value));

/** What is held, for whoever looks before it is done; a hold does not depend on it. */
const heldSession = async ({ connection }: Tools, account: string, sessionId: string) => {
  const asked = askableWts(connection, account);
  const session = await sessionAtWts(asked, sessionId);
  if (!session || session === "gone") return {};
  const names = await teamNames(asked);
  return { session: namedSession(sessionNow(session), (id) => names.get(id.toLowerCase()) ?? id) };
};

export const holdSession = async (tools: Tools, config: HooksConfig, options: HoldOptions): Promise<void> => {
  const { output, connection, clock } = tools;
  const { account, phone, reason, dryRun = false, language = config.language } = options;
  const timeZone = zoneOf(config, account);
  const until = untilOf(options.until, timeZone, clock.now(), language);
  await checkAccount(tools, account);
  const { holder, applyNow, atWts } = await actTools(tools, config, account);
  const { wts } = atWts();
  const sessionId = options.sessionId ?? (await sessionOfPhone(config, account, { wts, clock }, phone ?? ""));
  const command: HoldCommand = { command: "hold", sessionId, until, ...(reason !== undefined && { reason }) };
  const { changes } = await holder.preview(account, command, wts);
  const [change] = changes;
  const naming = { locale: { language, timeZone }, nameOf: (id: string) => id };
  const answer = {
    ...{ account, sessionId, dryRun: dryRun || changes.length === 0 },
    ...(await heldSession(tools, account, sessionId)),
    changes: changes.map((each) => shownChange(each, naming)),
  } satisfies ActAnswer;
  const text = (value: unknown): string => instantText(shownMs(value), { language, timeZone });
  const say = holdWords[language];
  const about = say.about({ sessionId, account, place: placeText(connection.place, language) });
  const before = change?.from ? text(change.from) : undefined;
  if (until === null && !change) {
    output.json(answer);
    return output.line(say.nothingHolds(about));
  }
  const to = change?.to ?? change?.from;
  const plan = until === null ? say.release(about, before) : say.hold(about, text(to), timeZone, before);
  if (dryRun) {
    output.json(answer);
    return output.line(plan, say.nothingWritten);
  }
  output.line(plan);
  await options.confirmed(until === null ? say.askRelease : say.askHold, language);
  const orderedBy = await connection.callerName();
  const origin = { account, source: "cli", deliveryId: randomUUID() };
  const id = commandIdOf({ ...origin, index: 0 });
  // What was shown is what is done, also where the answer took its time.
  const meant = until === null || typeof to !== "string" ? command : { ...command, until: to };
  const cause = { correlationId: origin.deliveryId, causationId: origin.deliveryId };
  await applyNow({
    command: meant,
    provenance: { door: "cli", ...origin, ...cause, id, hops: 0, attempt: 0, orderedBy },
    ...atWts(),
    repeatable: false,
  });
  output.json(answer);
  output.line(until === null ? say.released : say.held(`session release ${sessionId}${connection.options}`));
};
