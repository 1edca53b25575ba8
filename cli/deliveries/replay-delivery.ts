// `deliveries replay <id>`: does a webhook's delivery again of which something was refused, or found no open session, with the mapping that is deployed.
import { commandQueue } from "../../lib/aws/queue.ts";
import { replayedDelivery } from "../../lib/webhooks/send-delivered.ts";
import type { Confirmed } from "../confirm.ts";
import { nextAttempt, planLines, planReplay, type ReplayPlan } from "../parked/show-plan.ts";
import { warnOfStaleBuild } from "../warn-of-stale-build.ts";
import type { Tools } from "../with-connection.ts";
import { findKept } from "./find-kept.ts";

/** What `deliveries replay --json` prints. */
export interface DeliveryReplayAnswer {
  /** False for a dry run. */
  readonly replayed: boolean;
  readonly attempt?: number;
  readonly plan: ReplayPlan;
}

interface ReplayOptions {
  day: string | undefined;
  dryRun: boolean;
  confirmed: Confirmed;
}

export const replayDelivery = async (tools: Tools, id: string, options: ReplayOptions): Promise<void> => {
  const { connection, output } = tools;
  const { delivery, tried } = await findKept(connection, id, options.day);
  const plan = await planReplay(connection, delivery, []);
  output.line(...planLines(plan));
  if (options.dryRun) return output.json({ replayed: false, plan } satisfies DeliveryReplayAnswer);
  const attempt = nextAttempt(plan, tried);
  const { source, receivedAt } = delivery;
  await options.confirmed(`Replay the delivery of ${source} of ${receivedAt} in ${connection.place}?`);
  const queue = commandQueue(connection.sqs, await connection.queueUrl("commands"));
  await queue.send(replayedDelivery(delivery, attempt));
  output.json({ replayed: true, attempt, plan } satisfies DeliveryReplayAnswer);
  output.line(
    `Replayed, attempt ${attempt}. What becomes of it: npm run hooks -- deliveries list${connection.options}`,
  );
  warnOfStaleBuild(tools);
};
