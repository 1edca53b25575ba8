// `deliveries show`: prints what became of a command or delivery, be it applied, refused, under way or parked.
import { webhookSource } from "../../lib/core/queue/webhook-source.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Connection } from "../connection.ts";
import { alignedTable, type Row } from "../display/aligned-table.ts";
import { changesText } from "../display/changes-text.ts";
import { timeText } from "../display/time-text.ts";
import { NotFound } from "../failure.ts";
import { keptDelivery } from "../parked/delivery-of.ts";
import type { About, ParkedMessage } from "../parked/parked-message.ts";
import { type ParkedPlace, placeOf, placeText } from "../parked/parked-place.ts";
import { mostParked, readParked } from "../parked/read-parked.ts";
import type { Tools } from "../with-connection.ts";
import {
  copiesText,
  type DeliveryRecord,
  discardedText,
  replayedText,
  sessionText,
  stateText,
} from "./delivery-record.ts";
import { deliveryWords } from "./delivery-words.ts";
import { findDeliveries, mostSearched } from "./find-deliveries.ts";
import { publishedText } from "./list-deliveries.ts";

/** One of what `deliveries show --json` prints. */
export interface ShownDelivery extends DeliveryRecord {
  /** The scheme of its source, as the configuration has it now; absent for what came another way, and where that cannot be read. */
  readonly verifiedBy?: string;
  /** The delivery itself is there, so that `explain --delivery <id>` and `deliveries replay` have something to ask. */
  readonly isKept: boolean;
  readonly parked: ParkedPlace | null;
}

/** It was parked before it was a command. */
export interface UnrecordedDelivery extends About {
  readonly parked: ParkedPlace;
}

/** What `deliveries show --json` prints: several where one delivery yielded several commands. */
export type ShownDeliveriesAnswer = readonly ShownDelivery[] | readonly UnrecordedDelivery[];

const progressText = (delivery: DeliveryRecord): string => {
  const { state, sendingStep, leaseUntil } = delivery;
  if (state !== "begun") return stateText(delivery, deliveryWords.en);
  if (leaseUntil !== undefined && Date.parse(leaseUntil) > clock.now()) return "begun: it is being applied";
  const unsure = sendingStep === undefined ? "" : "; a note or message may have been sent";
  return `begun and not finished, it comes again${unsure}`;
};

const outcomeRows = ({ outcome = {} }: DeliveryRecord): Row[] => [
  ["outcome", outcome.type],
  ["changes", changesText(outcome.changes)],
  ["reasons", outcome.reasons?.join(", ")],
  ...(outcome.issues ?? []).map((issue) => ["issue", `${Object(issue).path}: ${Object(issue).message}`]),
  ...(outcome.stale ? [["stale", `${outcome.stale.join(", ")}: something newer had been written`]] : []),
  ...(outcome.duplicateOf ? [["copy of", outcome.duplicateOf]] : []),
  ...(outcome.became ?? []).map(({ sessionId, commandId }) => ["command", `${commandId}  session ${sessionId}`]),
];

const describe = ({ parked, ...delivery }: ShownDelivery): string[] =>
  alignedTable([
    ["command id", delivery.commandId],
    ["last begun", `${timeText(delivery.seenAt)} UTC`],
    ["came by", delivery.door],
    ...(delivery.orderedBy === undefined ? [] : [["ordered by", delivery.orderedBy]]),
    ["source", delivery.source],
    ["verified by", delivery.verifiedBy],
    ["delivery", delivery.deliveryId],
    ["account", delivery.account],
    ["session", sessionText(delivery, deliveryWords.en)],
    ["attempt", String(delivery.attempt)],
    ["wants", delivery.command],
    ["state", progressText(delivery)],
    // A command of one step records none.
    ["steps done", delivery.stepsDone.length === 0 ? undefined : delivery.stepsDone.join(", ")],
    ...outcomeRows(delivery),
    ["published", publishedText(delivery, deliveryWords.en)],
    ...(delivery.copies === undefined ? [] : [["copies", copiesText(delivery)]]),
    ["parked", parked ? placeText(parked) : undefined],
    ...(delivery.replayed ? [["replayed", replayedText(delivery.replayed)]] : []),
    ...(delivery.discarded ? [["discarded", discardedText(delivery.discarded)]] : []),
  ]);

/** What was refused before it was a command is in no ledger, but it is not lost. */
const showUnrecorded = ({ output }: Tools, messages: readonly ParkedMessage[]): void => {
  output.json(
    messages.map((message) => ({ ...message.about, parked: placeOf(message) })) satisfies ShownDeliveriesAnswer,
  );
  for (const message of messages) output.line(`Not begun, but parked: ${placeText(placeOf(message))}`);
};

/** A configuration in the middle of an edit says nothing. */
const schemeOf = async (connection: Connection, { door, source }: DeliveryRecord): Promise<string | undefined> => {
  if (door !== "webhook") return undefined;
  const config = await connection.config().catch(() => undefined);
  const found = Object.entries(config?.sources ?? {}).find(([name]) => webhookSource(name) === source);
  const verify = found?.[1].verify;
  return typeof verify === "object" ? verify.scheme : verify;
};

const isKept = async (connection: Connection, delivery: DeliveryRecord): Promise<boolean> => {
  const { account, source, deliveryId, receivedAt } = delivery;
  if (receivedAt === undefined) return false;
  return (await keptDelivery(connection, { account, source, deliveryId, receivedAt })) !== undefined;
};

const withStory = async (
  connection: Connection,
  delivery: DeliveryRecord,
  parked: ParkedPlace | undefined,
): Promise<ShownDelivery> => {
  const scheme = await schemeOf(connection, delivery);
  return {
    ...delivery,
    ...(scheme !== undefined && { verifiedBy: scheme }),
    isKept: await isKept(connection, delivery),
    parked: parked ?? null,
  };
};

export const showDeliveries = async (tools: Tools, id: string, day: string | undefined): Promise<void> => {
  const { connection, output } = tools;
  const deliveries = await findDeliveries(connection, id, day);
  // What was applied is not parked; and reading the queues is the slower part.
  const needed = deliveries.length === 0 || deliveries.some(({ state }) => state !== "applied");
  const messages = needed ? await readParked(connection, mostParked) : [];
  if (deliveries.length === 0) {
    const unrecorded = messages.filter(({ about }) => about.deliveryId === id || about.commandId?.startsWith(id));
    if (unrecorded.length > 0) return showUnrecorded(tools, unrecorded);
    throw new NotFound(
      `${connection.place} knows no command ${id}: expected a command id, the beginning of one of ${day ?? "today"} (UTC), or the delivery id of one of its newest ${mostSearched}; name another day with --day; what still waits in the queue is not known yet`,
    );
  }
  const shown = await Promise.all(
    deliveries.map((delivery) => {
      const message = messages.findLast(({ about }) => about.commandId === delivery.commandId);
      return withStory(connection, delivery, message && placeOf(message));
    }),
  );
  output.json(shown satisfies ShownDeliveriesAnswer);
  for (const [index, delivery] of shown.entries()) output.line(...(index > 0 ? [""] : []), ...describe(delivery));
};
