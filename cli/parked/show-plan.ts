// Shows what a replay of a webhook's delivery would do: for each of its commands, what became of it and what the mapping of this folder makes of it.
import { readingOf } from "../../lib/core/command/reading-of.ts";
import type { RawDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { storedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { understandDelivery } from "../../lib/webhooks/mapping/understand-delivery.ts";
import { type PlannedItem, readBefore, replayPlan } from "../../lib/webhooks/replay-plan.ts";
import type { Connection } from "../connection.ts";
import { shownOfId } from "../deliveries/shown-of-id.ts";
import { describeError } from "../describe-error.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { timeText } from "../display/time-text.ts";
import { findSource } from "../webhooks/find-source.ts";
import { lookupHosts } from "../webhooks/lookup-hosts.ts";

export type ReplayPlan =
  | { items: readonly PlannedItem[] }
  | { problem: string }
  /** A replay looks something up there first, and nobody has: what the delivery becomes shows only then. */
  | { asks: readonly string[] };

/** `parked`: the ids of its commands that lie there. What keeps the mapping from being asked is an answer, too. */
export const planReplay = async (
  connection: Connection,
  delivery: RawDelivery,
  parked: readonly string[],
): Promise<ReplayPlan> => {
  try {
    const { config, source } = findSource(await connection.config(), delivery.source);
    const { items, needsLookup } = await understandDelivery(source, storedDelivery({ delivery }), {
      ...readingOf(config)(delivery.account),
      box: connection.box,
    });
    if (needsLookup) return { asks: lookupHosts(source) };
    return {
      items: replayPlan(
        items,
        await readBefore(ledger({ table: connection.table, clock }), items, delivery.places),
        parked,
      ),
    };
  } catch (error) {
    return { problem: describeError(error) };
  }
};

/** One more than any that was made: what was refused at that attempt is tried again. */
export const nextAttempt = (plan: ReplayPlan, tried: readonly number[]): number =>
  1 + Math.max(0, ...tried, ...("items" in plan ? plan.items.map(({ before }) => before.attempt) : []));

const willTexts: Record<PlannedItem["will"], string> = {
  skip: "skip: it was applied",
  apply: "apply",
  nothing: "nothing: the mapping does not yield it any more",
};

const nowText = ({ now, partOf }: PlannedItem): string | undefined => {
  if (partOf !== undefined) return `one session's part of ${partOf}`;
  if (!now) return undefined;
  const { command, session, fields = [], status, department } = now;
  const values = [status, department].filter((value) => value !== undefined);
  return [command, session, fields.join(", "), ...values].filter(Boolean).join("  ");
};

const tableOf = (items: readonly PlannedItem[]): string[] =>
  alignedTable([
    ["#", "COMMAND ID", "BEFORE", "NOW, BY THE MAPPING OF THIS FOLDER", "A REPLAY WOULD"],
    ...items.map((item) => [
      item.index?.toString(),
      item.commandId.slice(0, shownOfId),
      item.before.at === undefined ? item.before.state : `${item.before.state} ${timeText(item.before.at)}`,
      nowText(item),
      willTexts[item.will],
    ]),
  ]);

export const planLines = (plan: ReplayPlan): string[] => {
  if ("problem" in plan) return [`The mapping of this folder would have it parked again: ${plan.problem}`];
  if ("items" in plan) return tableOf(plan.items);
  const hosts = plan.asks.join(" and ");
  return [
    `A replay asks ${hosts} first, and what it becomes shows only then; \`explain --parked <id> --look-up\` asks now.`,
  ];
};
