// Finds out everything about a command that can be known before the first write: its ids, its session, its steps.
import type { SessionCommand } from "../../core/command/command.ts";
import type { Destination } from "../../core/command/destination.ts";
import type { Expectation } from "../../core/command/expect.ts";
import { Fault, faults } from "../../core/faults.ts";
import { instantMs } from "../../core/instants.ts";
import { collectIssues } from "../../core/issue.ts";
import type { Said, Saying } from "../../core/texts/saying.ts";
import type { Clock } from "../../runtime/clock.ts";
import { asFault, asMissingSession } from "../../wts/choose-fault.ts";
import type { WtsClient } from "../../wts/client.ts";
import type { Wts } from "../../wts/connect.ts";
import type { SessionDetail, WtsSession } from "../../wts/types.ts";
import { bareGuard, type MessageGuard } from "../messages/message-guard.ts";
import { comparesSession, needsSession, planSteps, type Step, sayingIn } from "./plan.ts";
import { resolveDestination } from "./resolve-destination.ts";

interface Prepared {
  steps: readonly Step[];
  destination: Destination;
  /** It is absent where nothing asked for it. */
  session?: WtsSession;
}

/** Throws SESSION_NOT_FOUND when WTS has none of this id. */
export const readSession = (
  client: WtsClient,
  id: string,
  details: readonly SessionDetail[] = [],
): Promise<WtsSession> =>
  client.getSession(id, details).catch((error) => {
    throw asMissingSession(error);
  });

const resolve = async (command: SessionCommand, { client, directory }: Wts): Promise<Destination> => {
  if (command.command !== "update" && command.command !== "transfer") return {};
  const { issues, report } = collectIssues();
  const destination = await resolveDestination(command, { directory, reader: client }, report).catch((error) => {
    throw asFault(error);
  });
  if (issues.length > 0) throw new Fault(faults.commandInvalid, { issues });
  return destination;
};

const same = (name: keyof Expectation, expected: string | null, actual: string | null): boolean => {
  if (expected === null || actual === null) return expected === actual;
  if (name === "lastMessageIn") return instantMs(expected) === instantMs(actual);
  return expected.toLowerCase() === actual.toLowerCase();
};

/** A command whose sender saw the session otherwise than it is now is dropped. Throws EXPECTATION_NOT_MET naming what differs, with values that may be shown. */
export const guardExpectation = (expect: Expectation, session: WtsSession): void => {
  const issues = Object.entries(expect).flatMap(([key, expected]) => {
    const name = key as keyof Expectation;
    const actual = session[name] ?? null;
    if (same(name, expected, actual)) return [];
    const message = `expected ${expected ?? "none"}, the session has ${actual ?? "none"}`;
    return [{ path: `expect.${name}`, code: "EXPECTATION_DIFFERS" as const, message }];
  });
  if (issues.length > 0) throw new Fault(faults.expectationNotMet, { issues });
};

interface PrepareOptions {
  clock: Pick<Clock, "now">;
  /** Absent where nothing is known of a contact but what WTS says. */
  guard?: MessageGuard | undefined;
  /** It asks for the session in any case, with these details. */
  details?: readonly SessionDetail[];
}

/** A contact that wants nothing said to it is closed in silence; a message to it is refused. Throws Fault. */
const saidBy = async (command: SessionCommand, asked: Promise<Said>): Promise<Said | "nothing"> =>
  asked.catch((error: unknown) => {
    const isSilence = error instanceof Fault && error.kind === faults.contactNotToBeMessaged;
    if (isSilence && command.command === "complete") return "nothing" as const;
    throw error;
  });

/** It only reads. */
export const prepare = async (
  command: SessionCommand,
  wts: Wts,
  { clock, guard = bareGuard(clock), details }: PrepareOptions,
): Promise<Prepared> => {
  const destination = await resolve(command, wts);
  const saying: Saying | undefined = sayingIn(command);
  const isRead =
    details !== undefined || (guard.isDecided ? comparesSession(command, wts.known) : needsSession(command, wts.known));
  const needed = saying ? guard.detailsFor(saying) : [];
  const session = isRead
    ? await readSession(wts.client, command.sessionId, [...new Set([...(details ?? []), ...needed])])
    : undefined;
  if (session && command.expect) guardExpectation(command.expect, session);
  const said = saying && (await saidBy(command, guard.said(saying, session, wts.client)));
  return { steps: planSteps(command, destination, session, said), destination, ...(session && { session }) };
};
