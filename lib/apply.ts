// Executes one command: names become ids, the guard is asked, WTS is called, step by step.
import type { Clock } from "./clock.ts";
import type { SessionCommand } from "./core/command.ts";
import { Fault, faults } from "./core/faults.ts";
import type { Step } from "./plan.ts";
import { prepare, readSession } from "./prepare.ts";
import { asFault } from "./wts/as-fault.ts";
import type { WtsClient } from "./wts/client.ts";
import type { Wts } from "./wts/connect.ts";
import type { WtsMessage, WtsSession } from "./wts/types.ts";
import { WtsApiError } from "./wts/wts-api-error.ts";

/** Clocks differ: what we look for may carry a time a little before we sent it. */
const clockSkewMs = 60_000;

/** Throws the error again unless the text stands in the session, newer than when we began. */
const findSent = async (error: WtsApiError, read: () => Promise<{ items: WtsMessage[] }>, text: string) => {
  const page = await read().catch(() => undefined);
  const sent = page?.items.find((message) => message.text === text && message.direction !== "FROM_HUB");
  if (!sent) throw error;
  return sent;
};

/** WTS answers 200 also for a message that it could not deliver. */
const delivered = (message: WtsMessage): WtsMessage => {
  if (message.status !== "FAILED") return message;
  const reason = [message.failedReason, message.failureReason].find((text) => typeof text === "string");
  throw new Fault(faults.wtsRefused, {
    message: `WTS Chat could not deliver the message: ${reason ?? "it gave no reason"}`,
  });
};

const runOnce = async (client: WtsClient, sessionId: string, step: Extract<Step, { text: string }>, clock: Clock) => {
  const filter = {
    CreatedAt: { After: new Date(clock.now() - clockSkewMs).toISOString() },
    OrderBy: "createdAt",
    OrderDirection: "DESCENDING",
    PageSize: 100,
  } as const;
  const send = { note: client.createNote, message: client.sendMessage, farewell: client.sendMessageSync }[step.step];
  const list = step.step === "note" ? client.listNotes : client.listMessages;
  try {
    return delivered(await send(sessionId, step.text));
  } catch (error) {
    if (!(error instanceof WtsApiError) || error.failure !== "unknown") throw error;
    return findSent(error, () => list(sessionId, filter), step.text);
  }
};

const run = (client: WtsClient, sessionId: string, step: Step, clock: Clock): Promise<WtsSession | WtsMessage> => {
  switch (step.step) {
    case "partial":
      return client.updateSession(sessionId, step.body);
    case "transfer":
      return client.transferSession(sessionId, step.body);
    case "complete":
      return client.completeSession(sessionId, step.body);
    default:
      return runOnce(client, sessionId, step, clock);
  }
};

/** WTS says "refused" to a session it does not have as well: reading it tells the two apart. */
const explainRefusal = async (client: WtsClient, sessionId: string, error: unknown): Promise<unknown> => {
  if (!(error instanceof WtsApiError) || (error.failure !== "refused" && error.failure !== "not-found"))
    return asFault(error);
  const missing = await readSession(client, sessionId).then(
    () => undefined,
    (fault: unknown) => (fault instanceof Fault && fault.kind === faults.sessionNotFound ? fault : undefined),
  );
  return missing ?? asFault(error);
};

/** WTS's answer to the last step: the session, or the note or message. Throws Fault. */
export const applyCommand = async (
  command: SessionCommand,
  { wts, clock }: { wts: Wts; clock: Clock },
): Promise<WtsSession | WtsMessage> => {
  const { steps } = await prepare(command, wts);
  let answer: WtsSession | WtsMessage = { id: command.sessionId };
  try {
    for (const step of steps) answer = await run(wts.client, command.sessionId, step, clock);
  } catch (error) {
    throw await explainRefusal(wts.client, command.sessionId, error);
  }
  return answer;
};
