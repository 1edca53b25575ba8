// Sends deliveries over HTTP, in no order and several times, while functions are killed, everything is restarted and WTS fails, and says what came of it.

import { type DeliverySender, deliverySender } from "./delivery-sender.ts";
import { sourceSecrets } from "./delivery-sources.ts";
import { failAws } from "./fail-aws.ts";
import { ledgerProblems, sessionProblems } from "./find-problems.ts";
import { killFunctions } from "./kill-functions.ts";
import { type PlannedDelivery, planDeliveries } from "./planned-delivery.ts";
import { readParked } from "./read-parked.ts";
import { replayUnknown } from "./replay-unknown.ts";
import { type RestartableStack, startRestartableStack } from "./restartable-stack.ts";
import { type Chance, seededChance } from "./seeded-chance.ts";

export interface DeliveryRunOptions {
  deliveries: number;
  sessions: number;
  /** Each delivery is sent between once and so many times. */
  mostCopies: number;
  seed: number;
  /** A run that does not come to an end within this throws. */
  limitMs: number;
  /** Everything is killed and started again so often, and a function so often. */
  crashes?: { restarts: number; kills: { everyMs: number; most: number } };
  /** They are as the stand-in takes them. */
  wtsFaults?: readonly object[];
}

export interface DeliveryRun {
  /** So many deliveries were answered 2xx, copies included. */
  taken: number;
  /** So many were sent again because the answer was 5xx, or none came. */
  sentAgain: number;
  kills: number;
  /** So much waited in the queue when everything was killed. */
  waitingAtRestarts: number[];
  /** Nobody could know the fate of so many notes and messages. Replayed, they were applied too. */
  unknown: number;
  otherwiseParked: number;
  seconds: number;
  problems: string[];
}

const sendersAtOnce = 4;
const mostReplays = 20;

interface Sending {
  sender: DeliverySender;
  /** Resolves when all was taken. */
  done: Promise<unknown>;
  isOver(): boolean;
}

/** The copies of all deliveries are sent in no order at all. */
const startSending = (
  deliveries: readonly PlannedDelivery[],
  { mostCopies, chance, url }: { mostCopies: number; chance: Chance; url: () => string },
): Sending => {
  const sender = deliverySender(url);
  const left = chance.shuffled(
    deliveries.flatMap((delivery) =>
      Array.from({ length: 1 + chance.below(mostCopies) }, (_, copy) => ({ delivery, copy })),
    ),
  );
  let isOver = false;
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) await sender.send(next.delivery, next.copy);
  };
  const done = Promise.all(Array.from({ length: sendersAtOnce }, work)).finally(() => {
    isOver = true;
  });
  // Whoever waits for it gets the error; nobody may be waiting yet, and an unhandled rejection would end the process.
  done.catch(() => {});
  return { sender, done, isOver: () => isOver };
};

/** A slow queue makes many a function die between taking a delivery and answering for it. */
const slowQueue = { sqs: { mode: "slow", delayMs: 100, rate: 0.5, operations: ["SendMessage", "SendMessageBatch"] } };

/** Everything crashes while all goes on, and a last time when all was taken and the queue is full of it. */
const crashThrough = async (
  running: RestartableStack,
  { sender, done, isOver }: Sending,
  { restarts, deliveries }: { restarts: number; deliveries: number },
): Promise<number[]> => {
  const waitingAtRestarts: number[] = [];
  for (let restart = 1; restart <= restarts; restart += 1) {
    await failAws(running.current(), slowQueue);
    const enough = Math.floor((deliveries * restart) / restarts);
    await running.until(() => isOver() || sender.figures().taken >= enough, `${enough} deliveries to be taken`);
    if (restart === restarts) await done;
    waitingAtRestarts.push(await running.waiting());
    await running.restart();
  }
  // The last third is left alone: what was killed has to be finished by somebody.
  await running.drained(Math.floor(deliveries / 3));
  return waitingAtRestarts;
};

export const deliveryRun = async (options: DeliveryRunOptions): Promise<DeliveryRun> => {
  const { deliveries: count, sessions, mostCopies, seed, limitMs, crashes, wtsFaults = [] } = options;
  const chance = seededChance(seed);
  const deliveries = planDeliveries({ deliveries: count, sessions }, chance);
  const running = await startRestartableStack({
    config: new URL("./delivery-sources.ts", import.meta.url),
    sources: sourceSecrets,
    sessions,
    limitMs,
  });
  const { standIn, current, drained } = running;
  const killer = killFunctions({
    functionNames: ["receive-webhook", "apply-commands"],
    ...(crashes?.kills ?? { everyMs: 1_000, most: 0 }),
    chance,
    lambda: () => current().lambda,
  });
  const startedAtMs = Date.now();
  const sending = startSending(deliveries, { mostCopies, chance, url: () => current().url });
  const { sender, done } = sending;
  try {
    await standIn.admin("POST", "faults", wtsFaults);
    const waitingAtRestarts = crashes
      ? await killer.during(() => crashThrough(running, sending, { restarts: crashes.restarts, deliveries: count }))
      : [];
    await done;
    await drained();
    let unknown = 0;
    for (let replay = 0; replay < mostReplays; replay += 1) {
      const replayed = await replayUnknown(current());
      if (replayed === 0) break;
      unknown += replayed;
      await drained();
    }
    const parked = await readParked(current());
    return {
      ...sender.figures(),
      kills: killer.kills(),
      waitingAtRestarts,
      unknown,
      otherwiseParked: parked.length,
      seconds: Math.round((Date.now() - startedAtMs) / 1000),
      problems: [
        ...(await sessionProblems(standIn.admin, deliveries, sessions)),
        ...(await ledgerProblems(current(), sender.commandsOf(), running.told())),
      ],
    };
  } finally {
    sender.stop();
    await running.stop();
  }
};
