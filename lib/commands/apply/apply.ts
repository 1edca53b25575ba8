// Applies one command: its names become ids, what its sender expects is checked, and WTS is called, step by step.

import type { SessionCommand } from "../../core/command/command.ts";
import type { Destination } from "../../core/command/destination.ts";
import { Fault, faults } from "../../core/faults.ts";
import { writerOf } from "../../core/sessions/team-answers.ts";
import { isMarked, markOf } from "../../core/texts/sent-mark.ts";
import { isProperties } from "../../core/value.ts";
import type { Clock } from "../../runtime/clock.ts";
import { asFault } from "../../wts/choose-fault.ts";
import type { WtsClient } from "../../wts/client.ts";
import type { Wts } from "../../wts/connect.ts";
import type { WtsMessage, WtsSession } from "../../wts/types.ts";
import { WtsApiError } from "../../wts/wts-api-error.ts";
import type { MessageGuard } from "../messages/message-guard.ts";
import type { Step, TextStep } from "./plan.ts";
import { prepare, readSession } from "./prepare.ts";
import { type StepRecord, unrecorded } from "./step-record.ts";

/** Clocks differ: the message that is looked for may carry a time a little before we sent it. */
const clockSkewMs = 60_000;

/** Throws where WTS says that it could not deliver the message: it answers 200 for that, too. A replay may send it then. */
const delivered = async (message: WtsMessage, record: StepRecord): Promise<WtsMessage> => {
  if (message.status !== "FAILED") return message;
  await record.notSent();
  const reason = [message.failedReason, message.failureReason].find((text) => typeof text === "string");
  throw new Fault(faults.wtsRefused, {
    message: `WTS Chat could not deliver the message: ${reason ?? "it gave no reason"}`,
  });
};

/** Finds the note or message with this mark that the session has had since then; undefined when it has none. */
const findSent = async (client: WtsClient, sessionId: string, { step }: TextStep, mark: string, sinceMs: number) => {
  const list = step === "note" ? client.listNotes : client.listMessages;
  const { items } = await list(sessionId, {
    CreatedAt: { After: new Date(sinceMs - clockSkewMs).toISOString() },
    OrderBy: "createdAt",
    OrderDirection: "DESCENDING",
    PageSize: 100,
  });
  const ours = items.filter((message) => writerOf(message) !== "contact");
  const sent = ours.find((message) => isMarked(message, mark) === true);
  if (sent) return sent;
  return ours.some((message) => isMarked(message, mark) === undefined) ? "unsure" : undefined;
};

/** Answers the message as it went out; undefined when nobody can tell whether it did. Throws when it certainly did not. */
const post = async (client: WtsClient, sessionId: string, step: TextStep): Promise<WtsMessage | undefined> => {
  const send = (): Promise<WtsMessage> => {
    if (step.step === "note") return client.createNote(sessionId, step.text);
    const call = { message: client.sendMessage, farewell: client.sendMessageSync }[step.step];
    if ("text" in step) return call(sessionId, { text: step.text });
    const { id, parameters } = step.template;
    return call(sessionId, { templateId: id, ...(parameters && { parameters }) });
  };
  try {
    return await send();
  } catch (error) {
    if (error instanceof WtsApiError && error.failure === "unknown") return undefined;
    throw error;
  }
};

const lookUp = async (
  client: WtsClient,
  sessionId: string,
  step: TextStep,
  { sinceMs, record }: { sinceMs: number; record: StepRecord },
): Promise<WtsMessage> => {
  const sent = await findSent(client, sessionId, step, markOf(step), sinceMs);
  if (sent && sent !== "unsure") return delivered(sent, record);
  throw new Fault(faults.wtsOutcomeUnknown);
};

/** Where steps are recorded, a look that fails is repeated later; elsewhere it leaves the outcome unknown. */
const runText = async (client: WtsClient, sessionId: string, step: TextStep, options: RunOptions) => {
  const { clock, record } = options;
  const { sending, sendAnyway } = record;
  if (sending?.step === step.step) {
    const sent = await findSent(client, sessionId, step, sending.mark ?? markOf(step), sending.atMs);
    if (sent && sent !== "unsure") return delivered(sent, record);
    // If nobody noted a doubt, its sender died before WTS answered, longer ago than a lease lasts: what WTS does not show by now, it never got.
    if ((sending.doubtful || sent === "unsure") && !sendAnyway) throw new Fault(faults.wtsOutcomeUnknown);
  }
  await record.before(step.step, "text", markOf(step));
  const startedAtMs = clock.now();
  let message: WtsMessage | undefined;
  try {
    message = await post(client, sessionId, step);
  } catch (error) {
    await record.notSent();
    throw error;
  }
  if (message) return delivered(message, record);
  await record.doubtful();
  return lookUp(client, sessionId, step, { sinceMs: startedAtMs, record }).catch((error: unknown) => {
    throw record === unrecorded ? new Fault(faults.wtsOutcomeUnknown, { cause: error }) : error;
  });
};

const isText = (step: Step): step is TextStep => "text" in step || "template" in step;

const run = (client: WtsClient, sessionId: string, step: Step, options: RunOptions) => {
  switch (step.step) {
    case "partial":
      return client.updateSession(sessionId, step.body);
    case "transfer":
      return client.transferSession(sessionId, step.body);
    case "complete":
      return client.completeSession(sessionId, step.body);
    case "note":
    case "message":
    case "farewell":
      return runText(client, sessionId, step, options);
  }
};

/** WTS says "refused" to a session it does not have as well: reading it tells the two apart. */
const explainRefusal = async (client: WtsClient, sessionId: string, error: unknown): Promise<unknown> => {
  if (!(error instanceof WtsApiError) || !error.isRefusal) return asFault(error);
  const missing = await readSession(client, sessionId).then(
    () => undefined,
    (fault: unknown) => (fault instanceof Fault && fault.kind === faults.sessionNotFound ? fault : undefined),
  );
  return missing ?? asFault(error);
};

/** Where nothing is recorded, only the caller can keep a note from being written again. */
const withProgress = (error: unknown, sent: readonly string[]): unknown => {
  if (!(error instanceof Fault) || sent.length === 0) return error;
  const { kind, message, retryAfterSeconds, logged, issues } = error;
  const done = sent.map((path) => ({
    path,
    code: "STEP_DONE" as const,
    message: `the ${path} has gone out; leave it out when you send the command again`,
  }));
  return new Fault(kind, {
    message,
    logged,
    issues: [...issues, ...done],
    cause: error,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
};

interface RunOptions {
  clock: Clock;
  record: StepRecord;
}

interface Applied {
  /** WTS answered this to the last step: the session, or the note or message. */
  answer: WtsSession | WtsMessage;
  /** It holds WTS's ids for what the command named. */
  destination: Destination;
  /** What it was like before; absent where nothing asked for it. */
  before?: WtsSession;
}

/** It is called before each step, with the answer to the one taken before it; what it throws keeps the step from being taken. */
export type BeforeStep = (step: Step["step"], answer: WtsSession | WtsMessage | undefined) => Promise<void>;

export interface ApplyOptions {
  wts: Wts;
  clock: Clock;
  steps?: StepRecord;
  beforeStep?: BeforeStep | undefined;
  /** Absent where nothing is known of a contact but what WTS says. */
  guard?: MessageGuard | undefined;
}

/** Throws Fault, or what `beforeStep` throws. Steps that `record` has as done are not taken again. */
export const applyCommand = async (
  command: SessionCommand,
  { wts, clock, steps: record = unrecorded, beforeStep = async () => {}, guard }: ApplyOptions,
): Promise<Applied> => {
  const { client } = wts;
  const { steps, destination, session: before } = await prepare(command, wts, { clock, guard });
  let answer: WtsSession | WtsMessage | undefined;
  const sent: string[] = [];
  try {
    for (const step of steps) {
      if (record.stepsDone.includes(step.step)) continue;
      await beforeStep(step.step, answer);
      // A text asks for it just before it goes out.
      if (!isText(step)) await record.before(step.step, "other");
      const answered = await run(client, command.sessionId, step, { clock, record });
      // WTS may say yes without a body.
      if (isProperties(answered)) answer = answered;
      if (isText(step) && record === unrecorded) sent.push(step.step);
      record.done(step.step);
    }
  } catch (error) {
    throw withProgress(await explainRefusal(client, command.sessionId, error), sent);
  }
  return { answer: answer ?? { id: command.sessionId }, destination, ...(before && { before }) };
};
