// A command is done once, by one worker at a time, whoever dies in between; its outcome is recorded, told, and lost by nobody.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { commandIdIn, type Place, sessionPlace } from "../../lib/aws/item-keys.ts";
import { dynamoTable, type Table } from "../../lib/aws/table.ts";
import {
  type Claimed,
  type Ending,
  type HeldSession,
  type LifecycleDependencies,
  lifecycle,
  type OnceOptions,
  SessionLost,
} from "../../lib/commands/execute-once.ts";
import { relayOutcomes } from "../../lib/commands/relay-outcomes.ts";
import type { Outcome } from "../../lib/core/outcome.ts";
import { type Ledger, type LedgerEntry, ledger } from "../../lib/records/ledger.ts";
import { type SessionLeases, sessionLeases } from "../../lib/records/session-lease.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { recording } from "../support/recording.ts";
import { startTable } from "../support/table.ts";

type Work = (claimed: Claimed, session: HeldSession) => Promise<Ending<string>>;
type Wish = Partial<LedgerEntry> & OnceOptions & { isWatched?: boolean; giveUpAt?: number };

const leaseMs = 60_000;
const dayMs = 86_400_000;
let running: Awaited<ReturnType<typeof startTable>>;
let table: Table;
let clock: ManualClock;
let kept: Ledger;
let leases: SessionLeases;
let aws: ReturnType<typeof recording>;
let dependencies: LifecycleDependencies;
let id: string;
let place: Place;
let commands = 0;
let owners = 0;

beforeAll(async () => {
  running = await startTable();
  table = dynamoTable(running.client, running.tableName);
});
afterAll(() => running.stop());
beforeEach(async () => {
  commands += 1;
  clock = manualClock(Date.parse("2026-11-20T12:00:00Z") + commands * 3_600_000);
  kept = ledger({ table, clock });
  leases = sessionLeases({ table, clock });
  aws = recording();
  dependencies = { ledger: kept, leases, bus: aws.bus, clock, log: aws.log };
  id = `command-${commands}`;
  place = sessionPlace({ account: "default", sessionId: `s-${commands}` });
  // What an earlier test left to be told is nothing of this one's.
  await relay();
  clock.advance(30_000);
  await relay();
  aws.taken.published = [];
});

const entry = (changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ id, account: "default", sessionId: `s-${commands}`, door: "event", source: "event:crm", deliveryId: "d-1" },
  ...{ attempt: 0, command: "update", correlationId: "c-1" },
  ...changes,
});
const outcomeOf = (about: LedgerEntry, type: Outcome["type"] = "Session Updated"): Outcome => ({
  type,
  detail: {
    ...{ id: about.id, account: about.account, sessionId: about.sessionId, command: "update", door: about.door },
    ...{ changes: { fields: ["Number"] }, source: about.source, deliveryId: about.deliveryId, reasons: [] },
    ...{ correlationId: "c-1", causationId: about.id, hops: 1 },
  },
});
const apply =
  (changes: Partial<LedgerEntry> = {}): Work =>
  async () => ({ as: "applied", outcome: outcomeOf(entry(changes)), answer: "done" });
const refuse: Work = async () => ({
  as: "rejected",
  outcome: outcomeOf(entry(), "Session Update Rejected"),
  answer: "refused",
});
const fail: Work = async () => {
  throw new Error("WTS is down");
};
const unreachable: Work = async () => {
  throw new TypeError("the work was begun");
};

/** Every worker has a name of its own. */
const run = (work: Work, wish: Wish = {}, made = dependencies) => {
  const { isNew, sendAnyway, tellsLater, isWatched, giveUpAt, ...changes } = wish;
  const options = Object.fromEntries(
    Object.entries({ isNew, sendAnyway, tellsLater, isWatched, giveUpAt }).filter(([, value]) => value !== undefined),
  );
  owners += 1;
  return lifecycle(made).executeOnce(
    { place, entry: entry(changes), owner: `owner-${owners}`, leaseMs, ...options },
    work,
  );
};

/** A worker that has come as far as `work` says, and waits there until it is let go on. */
const pausedIn = async (before: (claimed: Claimed, session: HeldSession) => Promise<void>, wish?: Wish) => {
  const entered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<Work>();
  const result = run(async (claimed, session) => {
    await before(claimed, session);
    entered.resolve();
    return (await released.promise)(claimed, session);
  }, wish);
  await Promise.race([entered.promise, result]);
  return {
    goOn: (work: Work) => {
      released.resolve(work);
      return result;
    },
  };
};
const atWork = (wish?: Wish) => pausedIn(async () => {}, wish);
/** It never comes back. */
const never = (): Promise<never> => new Promise(() => {});
const diesIn = async (
  before: (claimed: Claimed, session: HeldSession) => Promise<void>,
  wish?: Wish,
): Promise<void> => {
  await pausedIn(before, wish);
  clock.advance(leaseMs + 1);
};
/** The worker of the command dies after it has recorded the outcome, before it tells it. */
const diesBeforeTelling = async (work: Work, wish?: Wish): Promise<void> => {
  const reached = Promise.withResolvers<void>();
  const bus = {
    publish: async () => {
      reached.resolve();
      return never();
    },
  };
  void run(work, wish, { ...dependencies, bus });
  await reached.promise;
  clock.advance(leaseMs + 1);
};
const relay = () => relayOutcomes({ ...dependencies, lifecycle: lifecycle(dependencies) }, `relay-${++owners}`);
const told = () => aws.taken.published.map(({ detail }) => detail.id);
const read = () => kept.read(place, id);
const sendNote = async ({ steps }: Claimed): Promise<void> => steps.before("note", "text");
const noteSent = async ({ steps }: Claimed): Promise<void> => {
  await steps.before("note", "text");
  steps.done("note");
};

describe("a command", () => {
  test("is the first one's, and all others hear until when, and that it is this very one", async () => {
    await atWork();
    const busy = { did: "busy", untilMs: clock.now() + leaseMs };
    expect(await run(unreachable)).toEqual({ ...busy, isSame: true });
    expect(await run(unreachable, { id: `${id}-other` })).toEqual({ ...busy, isSame: false });
  });

  test("that twenty want at once is done by exactly one", async () => {
    let done = 0;
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        run(async (...given) => {
          done += 1;
          return apply()(...given);
        }),
      ),
    );
    expect(done).toBe(1);
    expect(results.filter(({ did }) => did === "finished")).toHaveLength(1);
    expect(told()).toEqual([id]);
  });

  test("whose worker died is taken over by exactly one of ten, but not a moment sooner", async () => {
    await atWork();
    clock.advance(leaseMs);
    expect((await run(unreachable)).did).toBe("busy");
    clock.advance(1);
    const entered: string[] = [];
    const begin = (worker: number) =>
      new Promise<string>((resolve) => {
        const result = run(async () => {
          entered.push(`worker ${worker}`);
          resolve("begun");
          return never();
        });
        void result.then(({ did }) => resolve(did));
      });
    const began = await Promise.all(Array.from({ length: 10 }, (_, worker) => begin(worker)));
    expect(began.toSorted()).toEqual(["begun", ...Array.from({ length: 9 }, () => "busy")]);
    expect(entered).toHaveLength(1);
  });

  test("that was taken over is its old worker's no more: nothing that one does has an effect", async () => {
    const old = await pausedIn(sendNote);
    clock.advance(leaseMs + 1);
    const next = await atWork();
    const held = await read();
    await expect(
      old.goOn(async ({ steps }) => {
        await expect(steps.before("farewell", "text")).rejects.toBeInstanceOf(SessionLost);
        steps.done("note");
        await steps.notSent();
        await steps.doubtful();
        return apply()({ steps, wasBegun: false, noteBegun: async () => {} }, {} as HeldSession);
      }),
    ).rejects.toMatchObject({ code: "SESSION_BUSY" });
    expect(await read()).toEqual(held);
    expect((await run(unreachable)).did).toBe("busy");
    expect(told()).toEqual([]);
    expect(await next.goOn(refuse)).toMatchObject({ did: "finished", answer: "refused" });
    expect(await read()).toMatchObject({ state: "rejected" });
  });

  test("whose worker's time ran out and that nobody took over still ends", async () => {
    const late = await atWork();
    clock.advance(leaseMs + 1);
    expect(await late.goOn(apply())).toMatchObject({ did: "finished" });
    expect(await run(unreachable)).toMatchObject({ did: "found", record: { state: "applied" } });
  });

  test("that failed is free at once, and nothing is recorded of it", async () => {
    await expect(run(fail)).rejects.toThrow("WTS is down");
    expect(await read()).toBeUndefined();
    let begun: boolean | undefined;
    await run(async (claimed, session) => {
      begun = claimed.wasBegun;
      return apply()(claimed, session);
    });
    expect(begun).toBe(false);
  });

  test("that is left unsettled is free at once, and may come again", async () => {
    const left = { did: "left", answer: "not now" };
    expect(await run(async () => ({ as: "left", answer: "not now" }))).toEqual(left);
    expect(await read()).toBeUndefined();
    expect(await run(apply())).toMatchObject({ did: "finished" });
  });

  test("of one session leaves every other session alone", async () => {
    await atWork();
    place = sessionPlace({ account: "filial", sessionId: `s-${commands}` });
    expect(await run(apply(), { account: "filial" })).toMatchObject({ did: "finished" });
  });

  test("waits for a session that somebody else has, as long as it may", async () => {
    const other = await atWork({ id: `${id}-other` });
    const { sleep } = clock;
    let naps = 0;
    clock.sleep = async (ms) => {
      await sleep(ms);
      naps += 1;
      if (naps === 3) await other.goOn(apply({ id: `${id}-other` }));
    };
    expect(await run(apply(), { giveUpAt: clock.now() + 5_000 })).toMatchObject({ did: "finished" });
    expect(naps).toBe(3);
  });
});

describe("a command that was applied", () => {
  test("is never done again, whatever the attempt, and answers its record", async () => {
    await run(apply());
    for (const attempt of [0, 1, 99])
      expect(await run(unreachable, { attempt })).toMatchObject({
        did: "found",
        record: { state: "applied", outcome: outcomeOf(entry()) },
      });
    clock.advance(13 * dayMs);
    expect((await run(unreachable, { attempt: 1 })).did).toBe("found");
    expect(told()).toEqual([id]);
  });

  test("is remembered for 14 days, then runs like a new one, without any step of then", async () => {
    await run(async (claimed, session) => {
      await noteSent(claimed);
      await claimed.steps.before("complete", "other");
      return apply()(claimed, session);
    });
    clock.advance(14 * dayMs - 1);
    expect((await run(unreachable)).did).toBe("found");
    clock.advance(1);
    let given: Claimed | undefined;
    await run(async (claimed, session) => {
      given = claimed;
      return apply()(claimed, session);
    });
    expect(given).toMatchObject({ wasBegun: false, steps: { stepsDone: [] } });
    expect(given?.steps).not.toHaveProperty("sending");
    expect(told()).toEqual([id, id]);
  });
});

describe("a command that was rejected", () => {
  test("runs again only when it is replayed, which is a higher attempt", async () => {
    await run(refuse, { attempt: 1 });
    for (const attempt of [0, 1])
      expect(await run(unreachable, { attempt })).toMatchObject({ did: "found", record: { state: "rejected" } });
    expect((await run(apply(), { attempt: 2 })).did).toBe("finished");
    expect(await run(unreachable, { attempt: 3 })).toMatchObject({ did: "found", record: { state: "applied" } });
  });

  test("is replayed by one of ten at once", async () => {
    await run(refuse);
    const results = await Promise.all(Array.from({ length: 10 }, () => run(apply(), { attempt: 1 })));
    expect(results.filter(({ did }) => did === "finished")).toHaveLength(1);
  });
});

describe("a command's steps", () => {
  /** What the next worker finds, which then fails. */
  const found = async (wish?: Wish) => {
    let seen: Claimed | undefined;
    await run(async (claimed) => {
      seen = claimed;
      throw new Error("looked");
    }, wish).catch(() => {});
    const { stepsDone, sending } = seen?.steps ?? {};
    return { stepsDone, sending, wasBegun: seen?.wasBegun };
  };

  test("that are done are known to whoever does it next, after a failure and after a crash", async () => {
    await run(async (claimed) => {
      await noteSent(claimed);
      throw new Error("WTS is down");
    }).catch(() => {});
    expect(await found()).toEqual({ stepsDone: ["note"], sending: undefined, wasBegun: true });
    await diesIn(async ({ steps }) => {
      await steps.before("farewell", "text");
      steps.done("farewell");
      await steps.before("complete", "other");
    });
    expect(await found()).toEqual({ stepsDone: ["note", "farewell"], sending: undefined, wasBegun: true });
  });

  test("that are done stay so when a rejected command is replayed", async () => {
    await run(async (claimed, session) => {
      await noteSent(claimed);
      await claimed.steps.before("complete", "other");
      return refuse(claimed, session);
    });
    expect(await found({ attempt: 1 })).toMatchObject({ stepsDone: ["note"] });
  });

  test("that may have been sent are known, with the time, until it is known how they ended", async () => {
    const sending = { step: "note", atMs: clock.now(), doubtful: false };
    await diesIn(sendNote);
    expect(await found()).toEqual({ stepsDone: [], sending, wasBegun: true });
    await run(async ({ steps }) => {
      await steps.notSent();
      throw new Error("WTS said no");
    }).catch(() => {});
    expect(await found()).toEqual({ stepsDone: [], sending: undefined, wasBegun: true });
  });

  test("of which WTS left open whether it took them are known as such", async () => {
    await run(async ({ steps }) => {
      await steps.before("note", "text");
      await steps.doubtful();
      throw new Error("no answer");
    }).catch(() => {});
    expect(await found()).toMatchObject({ sending: { step: "note", doubtful: true } });
  });

  test("are not recorded of a command that nobody repeats", async () => {
    await diesIn(noteSent, { isNew: true });
    expect(await read()).toBeUndefined();
  });
});

describe("an outcome", () => {
  test("is recorded before it is told, and told before the session is given back", async () => {
    const seen: unknown[] = [];
    const bus = {
      publish: async (outcomes: readonly Outcome[]) => {
        const state = await leases.take(place, { owner: `look-${++owners}`, leaseMs, isWatched: false });
        seen.push((await read())?.state, "lease" in state, ...outcomes);
      },
    };
    await run(apply(), {}, { ...dependencies, bus } as LifecycleDependencies);
    expect(seen).toEqual(["applied", false, outcomeOf(entry())]);
  });

  test("that the bus does not take is brought there later, and the command stays applied", async () => {
    aws.failing.bus = true;
    expect((await run(apply())).did).toBe("finished");
    expect(await read()).toMatchObject({ state: "applied", isDue: true });
    aws.failing.bus = false;
    clock.advance(30_000);
    expect(await relay()).toBe(1);
    expect(aws.taken.published).toEqual([outcomeOf(entry())]);
    expect(await read()).toMatchObject({ state: "applied", isDue: false });
  });

  test("whose worker died before it was told is told when the same command comes again", async () => {
    await diesBeforeTelling(apply());
    expect(told()).toEqual([]);
    expect((await run(unreachable)).did).toBe("found");
    expect(aws.taken.published).toEqual([outcomeOf(entry())]);
    await run(unreachable);
    expect(told()).toEqual([id]);
  });

  test("whose worker died before it was told goes out as well when another command of the session comes first", async () => {
    await diesBeforeTelling(apply());
    await run(apply({ id: `${id}-other` }), { id: `${id}-other` });
    clock.advance(30_000);
    expect(await relay()).toBe(1);
    expect(told()).toEqual([`${id}-other`, id]);
  });

  test("is left to whoever asks for that, and is recorded all the same", async () => {
    expect(await run(apply(), { tellsLater: true })).toMatchObject({ did: "finished", outcome: outcomeOf(entry()) });
    expect(told()).toEqual([]);
    await lifecycle(dependencies).tell([{ place, outcome: outcomeOf(entry()) }]);
    expect(told()).toEqual([id]);
  });
});

describe("a worker that died", () => {
  const occurredAt = "2026-11-20T11:00:00.000Z";

  test("finishes nothing any more once another command has the session", async () => {
    const dead = await pausedIn(sendNote);
    clock.advance(leaseMs + 1);
    await run(apply({ id: `${id}-other` }), { id: `${id}-other` });
    await expect(dead.goOn(apply())).rejects.toBeInstanceOf(SessionLost);
    expect(await read()).toMatchObject({ state: "begun", sending: { step: "note" } });
    expect(told()).toEqual([`${id}-other`]);
  });

  test("after it had recorded what it wrote leaves how new that is", async () => {
    await diesBeforeTelling(apply(), { occurredAt });
    let seen: number | undefined;
    const look: Work = async (claimed, session) => {
      seen = session.writtenAt("event:crm", "Number");
      return apply({ id: `${id}-other` })(claimed, session);
    };
    await run(look, { id: `${id}-other` });
    expect(seen).toBe(Date.parse(occurredAt));
    // It stays remembered when the session was given back.
    seen = undefined;
    await run(look, { id: `${id}-third` });
    expect(seen).toBe(Date.parse(occurredAt));
  });

  test("and is watched is looked after though nothing brings its command again", async () => {
    await diesBeforeTelling(apply(), { isWatched: true });
    expect(await relay()).toBe(0);
    clock.advance(30_000);
    expect(await relay()).toBe(1);
    expect(told()).toEqual([id]);
    expect((await run(unreachable)).did).toBe("found");
  });

  test("and is watched leaves its session free, and what it had begun to whoever repeats it", async () => {
    await diesIn(sendNote, { isWatched: true });
    expect(await relay()).toBe(0);
    let seen: Claimed | undefined;
    await run(async (claimed, session) => {
      seen = claimed;
      return apply()(claimed, session);
    });
    expect(seen).toMatchObject({ wasBegun: true, steps: { sending: { step: "note", doubtful: false } } });
  });
});

test("where nobody repeats the command, WTS's yes stays the answer though the table is gone, and is told", async () => {
  const work = await atWork({ isWatched: true });
  await running.cutOff();
  try {
    expect(await work.goOn(apply())).toMatchObject({ did: "finished", answer: "done" });
  } finally {
    await running.comeBack();
  }
  expect(told()).toEqual([id]);
  clock.advance(leaseMs + 1);
  await relay();
  expect(await run(apply({ id: `${id}-other` }), { id: `${id}-other` })).toMatchObject({ did: "finished" });
  expect(told()).toEqual([id, `${id}-other`]);
});

test("where the queue repeats the command, one that could not be recorded has not happened", async () => {
  const work = await atWork();
  await running.cutOff();
  try {
    await expect(work.goOn(apply())).rejects.toMatchObject({ code: "TABLE_UNAVAILABLE" });
  } finally {
    await running.comeBack();
  }
  expect(told()).toEqual([]);
  clock.advance(leaseMs + 1);
  let seen: Claimed | undefined;
  await run(async (claimed, session) => {
    seen = claimed;
    return apply()(claimed, session);
  });
  expect(seen?.wasBegun).toBe(true);
  expect(told()).toEqual([id]);
});

describe("what is only recorded, and may be begun twice", () => {
  const record = (work: () => Promise<Ending<string>>, changes: Partial<LedgerEntry> = {}) =>
    lifecycle(dependencies).recordOnce({ place, entry: entry(changes) }, work);
  const applied = () => apply()({} as Claimed, {} as HeldSession);
  const refused = () => refuse({} as Claimed, {} as HeldSession);

  test("is not done again once it is recorded, and what failed is", async () => {
    await expect(record(() => fail({} as Claimed, {} as HeldSession))).rejects.toThrow("WTS is down");
    expect((await record(applied)).did).toBe("finished");
    expect((await record(() => unreachable({} as Claimed, {} as HeldSession))).did).toBe("found");
    expect(told()).toEqual([id]);
    expect(await read()).toMatchObject({ state: "applied", isDue: false });
  });

  test("is done again when it was refused and is replayed", async () => {
    await record(refused);
    expect((await record(applied)).did).toBe("found");
    expect((await record(applied, { attempt: 1 })).did).toBe("finished");
  });

  test("has its outcome brought to the bus later, whether that did not take it or whoever recorded it died", async () => {
    aws.failing.bus = true;
    expect((await record(refused)).did).toBe("finished");
    aws.failing.bus = false;
    clock.advance(30_000);
    expect(commandIdIn((await kept.due(1_000)).at(-1) ?? { pk: "", sk: "" })).toBe(id);
    expect(await relay()).toBe(1);
    expect(told()).toEqual([id]);
  });
});
