// Runs the lifecycle in a world where every outside step can be the last, fail, or lose its answer, in any order, under clocks that differ.
import type { Bus, BusEvent } from "../../../lib/aws/bus.ts";
import { type Place, sessionPlace } from "../../../lib/aws/item-keys.ts";
import type { Table } from "../../../lib/aws/table.ts";
import type { SessionCommand } from "../../../lib/core/command/command.ts";
import type { Outcome } from "../../../lib/core/outcome.ts";
import type { Provenance } from "../../../lib/core/queue/queued-command.ts";
import type { Clock } from "../../../lib/runtime/clock.ts";
import { jsonLog } from "../../../lib/runtime/log.ts";
import type { Meter } from "../../../lib/runtime/meter.ts";
import type { WtsClient } from "../../../lib/wts/client.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import type { WtsMessage } from "../../../lib/wts/types.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { seededChance } from "../../support/seeded-chance.ts";
import type { LifecycleParts } from "./plant-fault.ts";

const leaseMs = 45_000;
const visibilityMs = 90_000;
const longestSkewMs = 2_000;
const startMs = Date.parse("2026-11-29T12:00:00Z");
/** After so many steps nothing fails any more, and everything has to come to its end. */
const troubledSteps = 120;
const mostSteps = 3_000;

export interface Trouble {
  dies: number;
  fails: number;
  losesAnswer: number;
  /** How often a worker stands still before a step. */
  stalls: number;
}

export interface ModelRun {
  problems: readonly string[];
  /** What happened, to be read when something is wrong. */
  story: readonly string[];
  steps: number;
  deaths: number;
}

type Way = "queue" | "watched";
interface Wish {
  id: string;
  way: Way;
  command: SessionCommand;
  occurredAtMs?: number;
}

interface Pending {
  worker: Worker;
  name: string;
  /** World time before which it cannot happen. */
  notBeforeMs: number;
  effect: () => Promise<unknown>;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

interface Worker {
  name: string;
  skewMs: number;
  isDead: boolean;
}

const sessionId = "5e550000-0000-4000-8000-000000000001";
const account = "default";
const place: Place = sessionPlace({ account, sessionId });
const source = "crm";

/** Lets everything run that waits for nothing outside. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const runModel = async (parts: LifecycleParts, seed: number, trouble: Trouble): Promise<ModelRun> => {
  const { Fault, faults, WtsApiError, SessionLost, applyToSession, rejectionOf } = parts;
  const { next: random, below } = seededChance(seed);
  const table = memoryTable();
  const story: string[] = [];
  const problems: string[] = [];
  const pending: Pending[] = [];
  let worldMs = startMs;
  let steps = 0;
  let deaths = 0;

  const tell = (text: string): void => void story.push(`${((worldMs - startMs) / 1000).toFixed(1)}s ${text}`);
  const problem = (text: string): void => {
    tell(`PROBLEM ${text}`);
    problems.push(text);
  };

  // --- what is outside: each step of it waits until the run lets it happen
  const step = <Value>(worker: Worker, name: string, effect: () => Promise<Value>, waitMs = 0): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (worker.isDead) return;
      // A process may stand still for longer than its lease lasts, while others go on.
      const stallMs = steps <= troubledSteps && random() < trouble.stalls ? 45_000 + below(90_000) : 0;
      const notBeforeMs = worldMs + waitMs + stallMs;
      pending.push({ worker, name, notBeforeMs, effect, resolve: resolve as never, reject });
    });

  const recordOf = (id: string) => table.peek({ pk: place.pk, sk: `command#${id}` });

  const tableFor = (worker: Worker): Table => ({
    get: (key) => step(worker, `get ${key.sk}`, () => table.get(key)),
    query: (pk, options) => step(worker, "query", () => table.query(pk, options)),
    queryIndex: (index, options) => step(worker, "index", () => table.queryIndex(index, options)),
    update: (key, update) => step(worker, `update ${key.sk}`, () => table.update(key, update)),
  });

  // --- WTS
  const session = {
    number: null as string | null,
    status: "PENDING",
    notes: [] as { note: WtsMessage; shownAtMs: number }[],
  };
  const writes: { id: string; number: string; occurredAtMs: number | undefined }[] = [];
  const refusedIds = new Set<string>();
  const wtsFor = (worker: Worker, { id, occurredAtMs }: Wish, actByMs: number): Wts => {
    const call = <Value>(name: string, effect: () => Value): Promise<Value> =>
      step(worker, `WTS ${name}`, async () => {
        // The real caller gives up at the end of its time box, and what it has given up on is not on its way.
        if (worldMs + worker.skewMs >= actByMs)
          throw new WtsApiError(name, { failure: "unavailable", reason: "TIMEOUT" });
        return effect();
      });
    const noPutAfterApplied = (): void => {
      if (recordOf(id)?.state === "applied") problem(`${id} was written to WTS after it was recorded as applied`);
    };
    const client = {
      getSession: () => call("read", () => ({ id: sessionId, status: session.status, lastMessageIn: null })),
      updateSession: (_: string, body: { number?: string }) =>
        call("number", () => {
          noPutAfterApplied();
          if (refusedIds.has(id)) throw new WtsApiError("PUT", { failure: "refused", status: 500, key: "FORM_ERROR" });
          session.number = body.number ?? null;
          writes.push({ id, number: String(body.number), occurredAtMs });
          return { id: sessionId, status: session.status, number: session.number };
        }),
      completeSession: () =>
        call("complete", () => {
          noPutAfterApplied();
          session.status = "COMPLETED";
          return { id: sessionId, status: session.status };
        }),
      createNote: (_: string, text: string) =>
        call("note", () => {
          const note = { id: `note-${session.notes.length}`, text, createdAt: new Date(worldMs).toISOString() };
          // WTS may show it later than it says that it has it.
          session.notes.push({ note: note as WtsMessage, shownAtMs: worldMs + (random() < 0.3 ? below(20_000) : 0) });
          return note;
        }),
      listNotes: () =>
        call("notes", () => ({
          items: session.notes.filter(({ shownAtMs }) => shownAtMs <= worldMs).map(({ note }) => note),
        })),
    };
    // The rest of the client is not called by these commands.
    return { client: client as unknown as WtsClient, directory: {} as Wts["directory"] };
  };

  // --- the bus
  const told: Outcome[] = [];
  const busFor = (worker: Worker): Bus => ({
    publish: (events: readonly BusEvent[]) =>
      step(worker, "tell", async () => {
        for (const outcome of events as readonly Outcome[]) {
          const state = recordOf(outcome.detail.id)?.state;
          if (state !== "applied" && state !== "rejected" && wishOf(outcome.detail.id).way === "queue")
            problem(`${outcome.detail.id} was told before it was recorded`);
          told.push(outcome);
        }
      }),
  });

  // --- the commands, and who works on them
  const wishes: Wish[] = Array.from({ length: 2 + below(4) }, (_, index): Wish => {
    const way: Way = random() < 0.3 ? "watched" : "queue";
    const kind = below(3);
    const id = `c${index}`;
    const base = { id, way };
    if (kind === 0) return { ...base, command: { command: "note", sessionId, text: `text ${id}` } };
    if (kind === 1 && index > 0)
      return {
        ...base,
        command: {
          ...{ command: "complete", sessionId, note: `text ${id}` },
          ...{ reactivateOnNewMessage: true, stopBotInExecution: true },
        },
      };
    if (random() < 0.15) refusedIds.add(id);
    return {
      ...base,
      command: { command: "update", sessionId, fields: ["Number"], number: id },
      // The queue keeps the order of arrival; at the sender it may have been another.
      ...(way === "queue" && {
        occurredAtMs: random() < 0.1 ? startMs + 3_600_000 : startMs - below(5) * 60_000,
      }),
    };
  });
  const wishOf = (id: string): Wish => {
    const wish = wishes.find((each) => each.id === id);
    if (!wish) throw new Error(`nobody wished ${id}`);
    return wish;
  };
  const done = new Set<string>();
  const outcomesOfCallers = new Map<string, "yes" | "failed" | "died">();

  /** How often each command counted as applied or rejected. */
  const counted = new Map<string, number>();
  /** A worker of these died, or never heard whether the table had its record: a metric is not worth more than that. */
  const mayBeUncounted = new Set<string>();
  const meterFor = (id: string): Meter => ({
    add: (name) => {
      if (name === "applied" || name === "rejected") counted.set(id, (counted.get(id) ?? 0) + 1);
    },
    write: async () => {},
  });

  const partsFor = (worker: Worker, id = "what was recorded before") => {
    const clock: Clock = {
      now: () => worldMs + worker.skewMs,
      sleep: (ms) => step(worker, "sleep", async () => undefined, ms),
      random: () => 0.5,
    };
    const log = jsonLog((line) => tell(`${worker.name} ${line.slice(0, 160)}`));
    const ledger = parts.ledger({ table: tableFor(worker), clock });
    const leases = parts.sessionLeases({ table: tableFor(worker), clock });
    const bus = busFor(worker);
    return {
      clock,
      log,
      ledger,
      bus,
      lifecycle: parts.lifecycle({ ledger, leases, bus, clock, log, meter: meterFor(id) }),
    };
  };

  const provenanceOf = ({ id, occurredAtMs, way }: Wish): Provenance => ({
    ...{ id, account, door: way === "queue" ? "webhook" : "http", source, deliveryId: id, correlationId: id },
    ...{ causationId: id, hops: 0, attempt: 0 },
    ...(occurredAtMs !== undefined && { occurredAt: new Date(occurredAtMs).toISOString() }),
  });

  /** Resolves when the command is done with; rejects when it has to come again. */
  const work = async (worker: Worker, wish: Wish, owner: string): Promise<void> => {
    const { id, way, command } = wish;
    const { clock, lifecycle } = partsFor(worker, id);
    const provenance = provenanceOf(wish);
    const result = await lifecycle.executeOnce<undefined>(
      {
        ...{ place, owner, leaseMs, isWatched: way === "watched" },
        entry: { ...provenance, sessionId, command: command.command },
        ...(way === "watched" && { giveUpAt: clock.now() + 5_000 }),
      },
      async ({ steps: record }, held) => {
        try {
          const wts = wtsFor(worker, wish, held.actByMs);
          const applied = await applyToSession({ command, provenance, session: held, wts, clock, steps: record });
          const outcome = applied.applied ? { outcome: applied.outcome } : { remarks: { stale: applied.stale } };
          return { as: "applied", ...outcome, answer: undefined };
        } catch (error) {
          if (!(error instanceof Fault) || error instanceof SessionLost || error.kind.retryable || way === "watched")
            throw error;
          // The queue's worker parks it, and it counts as refused.
          return { as: "rejected", outcome: rejectionOf(command, provenance, error), answer: undefined };
        }
      },
    );
    if (result.did === "busy") throw new Fault(faults.sessionBusy);
    tell(`${worker.name} ${id} ${result.did}`);
  };

  let workers = 0;
  const newWorker = (name: string): Worker => {
    workers += 1;
    return { name: `${name}.${workers}`, skewMs: Math.round((random() * 2 - 1) * longestSkewMs), isDead: false };
  };

  /** What waits in the queue: the first of the group that is not done is received again when it is visible. */
  const queue = wishes
    .filter(({ way }) => way === "queue")
    .map((wish) => ({ wish, key: wish.id, visibleAtMs: startMs }));
  // A copy may come right behind its original, or long after others.
  for (const { wish } of [...queue])
    if (random() < 0.3) {
      const behind = queue.findIndex(({ key }) => key === wish.id) + 1;
      queue.splice(behind + below(queue.length - behind + 1), 0, {
        wish,
        key: `${wish.id}/copy`,
        visibleAtMs: startMs,
      });
    }
  const callers = wishes
    .filter(({ way }) => way === "watched")
    .map((wish) => ({ wish, atMs: startMs + below(60_000) }));
  let receives = 0;

  const startSomething = (): boolean => {
    const starts: (() => void)[] = [];
    const head = queue.find(({ key }) => !done.has(key));
    if (head && head.visibleAtMs <= worldMs)
      starts.push(() => {
        head.visibleAtMs = worldMs + visibilityMs;
        receives += 1;
        const worker = newWorker(head.wish.id);
        work(worker, head.wish, `worker ${receives}`).then(
          () => done.add(head.key),
          () => {
            head.visibleAtMs = Math.min(head.visibleAtMs, worldMs + 2_000);
          },
        );
      });
    for (const caller of callers.filter(({ wish, atMs }) => atMs <= worldMs && !outcomesOfCallers.has(wish.id)))
      starts.push(() => {
        outcomesOfCallers.set(caller.wish.id, "died");
        work(newWorker(caller.wish.id), caller.wish, `caller ${caller.wish.id}`).then(
          () => outcomesOfCallers.set(caller.wish.id, "yes"),
          () => outcomesOfCallers.set(caller.wish.id, "failed"),
        );
      });
    const start = starts[below(starts.length)];
    if (!start) return false;
    start();
    return true;
  };

  const happen = async (index: number, calm: boolean): Promise<void> => {
    const [one] = pending.splice(index, 1);
    if (!one || one.worker.isDead) return;
    steps += 1;
    const die = (when: string): void => {
      deaths += 1;
      one.worker.isDead = true;
      mayBeUncounted.add(one.worker.name.split(".")[0] ?? "");
      tell(`${one.worker.name} died ${when} ${one.name}`);
    };
    const chance = calm || one.name === "sleep" ? 1 : random();
    const { dies, fails, losesAnswer } = trouble;
    const unavailable = () =>
      one.name.startsWith("WTS")
        ? new WtsApiError(one.name, {
            failure: one.name === "WTS note" ? "unknown" : "unavailable",
            reason: "ECONNRESET",
          })
        : new Fault(one.name === "tell" ? faults.busUnavailable : faults.tableUnavailable);
    if (chance < dies / 2) return die("before");
    if (chance < dies / 2 + fails) {
      tell(`${one.worker.name} ${one.name} failed`);
      return one.reject(unavailable());
    }
    let value: unknown;
    try {
      value = await one.effect();
    } catch (error) {
      return one.reject(error);
    }
    if (one.name !== "sleep") tell(`${one.worker.name} ${one.name}`);
    if (chance < dies + fails) return die("after");
    if (chance < dies + fails + losesAnswer) {
      tell(`${one.worker.name} lost the answer to ${one.name}`);
      mayBeUncounted.add(one.worker.name.split(".")[0] ?? "");
      // The client of AWS repeats a call whose answer was lost.
      if (one.name.startsWith("update")) return one.resolve((await one.effect()) as never);
      return one.reject(unavailable());
    }
    one.resolve(value as never);
  };

  const isQuiet = (): boolean =>
    pending.every(({ worker }) => worker.isDead) &&
    queue.every(({ key }) => done.has(key)) &&
    callers.every(({ wish }) => outcomesOfCallers.has(wish.id));

  const relay = async (): Promise<void> => {
    const worker = newWorker("relay");
    const { ledger, lifecycle, bus, log } = partsFor(worker);
    void parts.relayOutcomes({ ledger, lifecycle, bus, log }, worker.name).catch(() => {});
  };

  let nextRelayMs = startMs + 60_000;
  while (steps < mostSteps) {
    const calm = steps > troubledSteps;
    await settled();
    if (worldMs >= nextRelayMs) {
      nextRelayMs = worldMs + 60_000;
      await relay();
      await settled();
    }
    for (let index = pending.length - 1; index >= 0; index -= 1)
      if (pending[index]?.worker.isDead) pending.splice(index, 1);
    const ready = pending.flatMap(({ notBeforeMs }, index) => (notBeforeMs <= worldMs ? [index] : []));
    if (ready.length === 0 || random() < 0.3) if (startSomething()) continue;
    const chosen = ready[below(ready.length)];
    if (chosen !== undefined) {
      worldMs += below(300);
      await happen(chosen, calm);
      continue;
    }
    if (isQuiet() && worldMs > startMs + 600_000) break;
    worldMs += 5_000;
  }
  await settled();

  // --- what has to be true by now
  if (!isQuiet()) problem("it never came to its end");
  // After the last work, the watched sessions and what is due are looked after.
  for (let round = 0; round < 4; round += 1) {
    worldMs += 61_000;
    await relay();
    for (let count = 0; count < 200 && pending.length > 0; count += 1) {
      await happen(0, true);
      await settled();
    }
  }

  for (const { id, way, command } of wishes) {
    const state = recordOf(id)?.state;
    const outcomes = told.filter(({ detail }) => detail.id === id);
    const said = new Set(
      outcomes.map((each) => JSON.stringify(each, Object.keys(each.detail).concat("type", "detail", "fields").sort())),
    );
    if (said.size > 1) problem(`${id} was told as ${[...said].join(" and as ")}`);
    if (way === "queue" && state !== "applied" && state !== "rejected") problem(`${id} is lost: ${String(state)}`);
    const isStale = typeof recordOf(id)?.remarks === "string";
    if ((state === "applied" || state === "rejected") && !isStale && outcomes.length === 0)
      problem(`nobody was told of ${id}, which is ${state}`);
    const times = counted.get(id) ?? 0;
    if (times > 1) problem(`${id} was counted ${times} times`);
    const isTold = (state === "applied" || state === "rejected") && !isStale;
    if (isTold && times === 0 && !mayBeUncounted.has(id)) problem(`${id} is ${state}, and was not counted`);
    // Where the table failed twice and the bus between, that is said in the log.
    const isSaidToBeLost = story.some((line) => line.includes(`"outcome lost","commandId":"${id}"`));
    if (way === "watched" && outcomesOfCallers.get(id) === "yes" && outcomes.length === 0 && !isSaidToBeLost)
      problem(`the caller of ${id} heard yes, and nobody else was told`);
    const text = command.command === "note" ? command.text : command.command === "complete" ? command.note : undefined;
    if (text !== undefined) {
      const sent = session.notes.filter(({ note }) => note.text === text).length;
      if (sent > 1) problem(`the note of ${id} was written ${sent} times`);
      if (sent === 0 && state === "applied") problem(`${id} is applied, and its note is not there`);
    } else if (state === "applied" && !isStale && !writes.some((write) => write.id === id))
      problem(`${id} is applied, and was never written`);
  }
  if (counted.has("what was recorded before")) problem("relay-outcomes counted what others had recorded");
  // A watched command has no time of its own, and comes between the others at any moment.
  const timed = writes.filter(({ occurredAtMs }) => occurredAtMs !== undefined);
  const applied = timed.filter(({ id }) => recordOf(id)?.state === "applied");
  let newestMs = Number.NEGATIVE_INFINITY;
  for (const { id, occurredAtMs = 0 } of applied) {
    // What lies in the future counts as having happened when it came, so that nothing can be said of what follows it.
    if (occurredAtMs > startMs) continue;
    if (occurredAtMs < newestMs) problem(`${id} overwrote what was newer`);
    newestMs = Math.max(newestMs, occurredAtMs);
  }
  const item = table.peek({ pk: place.pk, sk: "state" });
  if (typeof item?.leaseUntil === "number" && item.leaseUntil > worldMs + longestSkewMs)
    problem("the session is never given back");
  for (const record of table.items()) if (record.due !== undefined) problem(`${String(record.sk)} is still due`);
  return { problems, story, steps, deaths };
};
