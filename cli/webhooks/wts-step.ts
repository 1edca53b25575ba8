// Shows what the commands of a delivery meet at WTS: which sessions they find, what would change there, and which names nobody has.
import { readSession } from "../../lib/commands/apply/prepare.ts";
import { previewCommand } from "../../lib/commands/apply/preview.ts";
import { resolveReference } from "../../lib/commands/apply/resolve-reference.ts";
import { type MessageGuard, messageGuard } from "../../lib/commands/messages/message-guard.ts";
import type { MessagesConfig } from "../../lib/commands/messages/messages-config.ts";
import type { SessionCommand } from "../../lib/core/command/command.ts";
import { Fault } from "../../lib/core/faults.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { DeliveredItem } from "../../lib/webhooks/mapping/understand-delivery.ts";
import { asFault } from "../../lib/wts/choose-fault.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import { contactFinder } from "../../lib/wts/contact-finder.ts";
import { describeError } from "../describe-error.ts";
import type { Step } from "./explanation-step.ts";

/** Answers the account's WTS; it throws where none can be asked. */
export type AskWts = (account: string) => Promise<Wts>;

export interface AtWts {
  ask: AskWts;
  messages: MessagesConfig;
}

interface Met {
  ok: boolean;
  says: readonly string[];
}

const faultText = ({ message, issues }: Fault): string =>
  issues.length === 0 ? message : issues.map((issue) => `${issue.path}: ${issue.message}`).join("; ");

const changesText = async (command: SessionCommand, wts: Wts, guard: MessageGuard): Promise<string> => {
  if (command.command === "route") {
    await readSession(wts.client, command.sessionId).catch((error) => {
      throw asFault(error);
    });
    return `${command.sessionId} is there; \`route <sessionId> --explain\` says who would get it`;
  }
  const { changes } = await previewCommand(command, wts, { clock, guard });
  const fields = changes.map(({ field }) => field).join(", ");
  return `${command.sessionId} ${fields === "" ? "is so already" : `changes in ${fields}`}`;
};

const meet = async (
  { targeted: { command, reference } }: QueuedCommand,
  wts: Wts,
  guard: MessageGuard,
): Promise<readonly string[]> => {
  const contacts = contactFinder({ clock });
  const { sessionIds, lookedFor } = reference
    ? await resolveReference(reference, wts, { contacts, clock })
    : { sessionIds: [command.sessionId], lookedFor: [] };
  const found = lookedFor.length === 0 ? "" : ` (looked for ${lookedFor.join(" and ")})`;
  if (sessionIds.length === 0) return [`ignored: no open session fits${found}`];
  return Promise.all(
    sessionIds.map(async (sessionId) => `${await changesText({ ...command, sessionId }, wts, guard)}${found}`),
  );
};

/** What is refused for good is a mistake of the delivery. Throws whatever else goes wrong, which leaves the question open. */
const metBy = async (item: QueuedCommand, index: number, wts: Wts, guard: MessageGuard): Promise<Met> => {
  const named = `${index}: ${item.targeted.command.command}`;
  try {
    return { ok: true, says: (await meet(item, wts, guard)).map((text) => `${named}: ${text}`) };
  } catch (error) {
    if (!(error instanceof Fault) || error.kind.retryable) throw error;
    return { ok: false, says: [`${named}: ${error.code}: ${faultText(error)}`] };
  }
};

/** It only reads. Answers no step where there is no command. */
export const wtsStep = async (items: readonly DeliveredItem[], { ask, messages }: AtWts): Promise<Step[]> => {
  const met: Met[] = [];
  const notes: string[] = [];
  if (!items.some(({ kind }) => kind === "command")) return [];
  try {
    for (const [index, item] of items.entries())
      if (item.kind === "command") {
        // What a contact once asked for in another session is in the table, and is not asked for here.
        const guard = messageGuard({ account: item.account, messages, dryRun: true, clock });
        met.push(await metBy(item, index, await ask(item.account), guard));
      }
  } catch (error) {
    notes.push(`names and sessions are not looked up: ${describeError(error)}`);
  }
  const says = met.length === 0 ? ["not looked up"] : met.flatMap((each) => each.says);
  return [{ step: "at WTS", ok: met.every(({ ok }) => ok), ...(notes.length > 0 && { isOpen: true }), says, notes }];
};
