// `deliveries replay <id>`: does a webhook's delivery again of which something was refused, or found no open session, with the mapping that is deployed.
import { commandQueue } from "../../lib/aws/queue.ts";
import type { RawDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { replayedDelivery } from "../../lib/webhooks/send-delivered.ts";
import type { Confirmed } from "../confirm.ts";
import { NotFound } from "../failure.ts";
import { keptDelivery } from "../parked/delivery-of.ts";
import { nextAttempt, planLines, planReplay } from "../parked/show-plan.ts";
import { warnOfStaleBuild } from "../warn-of-stale-build.ts";
import type { Tools } from "../with-connection.ts";
import { findDeliveries } from "./find-deliveries.ts";

interface ReplayOptions {
  day: string | undefined;
  dryRun: boolean;
  confirmed: Confirmed;
}

/** Several commands of one delivery mean the same one. */
const findKept = async (
  { connection }: Tools,
  id: string,
  day: string | undefined,
): Promise<{ delivery: RawDelivery; tried: readonly number[] }> => {
  const records = await findDeliveries(connection, id, day);
  if (records.length === 0)
    throw new NotFound(
      `${connection.place} knows no command ${id}: \`deliveries list\` shows those of a day; name another with --day`,
    );
  const tried = records.map(({ attempt }) => attempt);
  for (const { account, source, deliveryId, receivedAt } of records) {
    const delivery =
      receivedAt === undefined
        ? undefined
        : await keptDelivery(connection, { account, source, deliveryId, receivedAt });
    if (delivery) return { delivery, tried };
  }
  throw new NotFound(
    "no delivery is kept of it: it did not come by webhook, all of it was applied, or it is longer ago than rawKeptDays; have its sender send it again",
  );
};

export const replayDelivery = async (tools: Tools, id: string, options: ReplayOptions): Promise<void> => {
  const { connection, output } = tools;
  const { delivery, tried } = await findKept(tools, id, options.day);
  const plan = await planReplay(connection, delivery, []);
  output.line(...planLines(plan));
  if (options.dryRun) return output.json({ replayed: false, plan });
  const attempt = nextAttempt(plan, tried);
  const { source, receivedAt } = delivery;
  await options.confirmed(`Replay the delivery of ${source} of ${receivedAt} in ${connection.place}?`);
  const queue = commandQueue(connection.sqs, await connection.queueUrl("commands"));
  await queue.send(replayedDelivery(delivery, attempt));
  output.json({ replayed: true, attempt, plan });
  output.line(
    `Replayed, attempt ${attempt}. What becomes of it: npm run hooks -- deliveries list${connection.options}`,
  );
  warnOfStaleBuild(tools);
};
