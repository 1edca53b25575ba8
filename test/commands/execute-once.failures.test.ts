// Each row of the lifecycle's table, and each way through it, as a fixed case: what is written, in which order, and what whoever comes next does.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { placeKeys, sessionPlace } from "../../lib/aws/item-keys.ts";
import type { Claimed, Ending, HeldSession } from "../../lib/commands/execute-once.ts";
import type { FieldName } from "../../lib/core/command/field-mask.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import { applied, entryOf, leaseMs, outcomeOf, place, settled, troubledLifecycle } from "./troubled-lifecycle.ts";

const dayMs = 86_400_000;
let world: ReturnType<typeof troubledLifecycle>;
let claims: Claimed[];

beforeEach(() => {
  world = troubledLifecycle();
  claims = [];
});

/** Writes to WTS once, and is applied. */
const workOf =
  (id: string, fields?: readonly FieldName[]) =>
  async (claimed: Claimed): Promise<Ending<string>> => {
    claims.push(claimed);
    await world.atWts(id);
    return applied(id, fields);
  };
/** Sends a note that no earlier attempt is known to have sent. */
const noteOf =
  (id: string) =>
  async (claimed: Claimed): Promise<Ending<string>> => {
    claims.push(claimed);
    const { steps } = claimed;
    await steps.before("note", "text");
    await world.atWts(id);
    steps.done("note");
    return applied(id);
  };
const rejected = (id: string): Ending<string> => ({ as: "rejected", outcome: outcomeOf(id), answer: "no" });
const left = async (): Promise<Ending<string>> => ({ as: "left", answer: "later" });

const run = (id: string, wish: Parameters<typeof world.execute>[2] = {}) => world.execute(id, workOf(id), wish);
const storyOf = async (work: () => Promise<unknown>): Promise<string[]> => {
  world.story.length = 0;
  await work();
  return [...world.story];
};
/** The worker of c-1 dies after the step, and its lease ends. */
const dieAfter = async (step: string, work: () => Promise<unknown> = () => run("c-1")): Promise<void> => {
  world.trouble(step, "dies after");
  void work();
  await settled();
  world.clock.advance(leaseMs + 1);
};
const isFree = async (): Promise<boolean> => {
  const taken = await world.leases.take(place, { owner: "somebody", leaseMs, isWatched: false });
  if ("lease" in taken) await taken.lease.release({ written: [], values: {}, paced: [] });
  return "lease" in taken;
};
const whileHeld = async (work: (held: HeldSession) => Promise<unknown> | unknown): Promise<void> => {
  await world.once.withSession(world.requestOf(), async (held) => work(held));
};
const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no refusal",
    (error: unknown) => (error instanceof Fault ? error.code : error),
  );

test("a command is done, recorded, told, and then its session given back", async () => {
  expect(await storyOf(() => run("c-1"))).toEqual(["take", "WTS c-1", "record c-1 applied", "tell c-1", "give back"]);
  expect(await world.ledger.read(place, "c-1")).toMatchObject({ ...entryOf("c-1"), state: "applied", isDue: false });
  expect(claims).toMatchObject([{ wasBegun: false, steps: { stepsDone: [], sendAnyway: false } }]);
});

test("a command that is left is not recorded, not told, and its session given back", async () => {
  expect(await world.execute("c-1", left)).toEqual({ did: "left", answer: "later" });
  expect(world.story).toEqual(["take", "give back"]);
});

describe("a worker that died", () => {
  const redone = ["take", "record c-1 begun", "WTS c-1", "record c-1 applied", "tell c-1", "give back"];
  const done = ["WTS c-2", "record c-2 applied", "tell c-2", "give back"];
  const next = (lookedInto: string) => ["take", lookedInto, "work on c-2", ...done];

  describe.each([
    ["taking the session", "take", redone, next("record c-1 begun")],
    ["WTS's yes", "WTS c-1", redone, next("record c-1 begun")],
    ["the record", "record c-1 applied", ["take", "tell c-1", "give back"], next("due c-1")],
    ["the telling", "tell c-1", ["take", "tell c-1", "give back"], next("due c-1")],
    ["giving back", "give back", ["take", "give back"], ["take", ...done]],
  ])("after %s", (_step, step, same, other) => {
    test("is followed by the same command", async () => {
      await dieAfter(step);
      expect(await storyOf(() => run("c-1"))).toEqual(same);
      expect(world.record("c-1")).toMatchObject({ state: "applied" });
      expect(await isFree()).toBe(true);
    });

    test("is followed by another command", async () => {
      await dieAfter(step);
      expect(await storyOf(() => run("c-2"))).toEqual(other);
      expect(await isFree()).toBe(true);
    });
  });

  test("after noting that a text goes out is followed by an attempt that knows that, shuts it out, and sends", async () => {
    const atMs = world.clock.now();
    await dieAfter("record c-1 begun", () => world.execute("c-1", noteOf("c-1")));
    expect(await storyOf(() => world.execute("c-1", noteOf("c-1")))).toEqual([
      ...["take", "record c-1 begun", "record c-1 begun", "WTS c-1", "record c-1 applied", "tell c-1", "give back"],
    ]);
    const sending = { step: "note", atMs, doubtful: false };
    expect(claims[1]).toMatchObject({ wasBegun: true, steps: { sending } });
  });

  test("after noting that a text goes out is shut out by another command, and what it noted stays", async () => {
    await dieAfter("record c-1 begun", () => world.execute("c-1", noteOf("c-1")));
    expect(await storyOf(() => run("c-2"))).toEqual(next("record c-1 begun"));
    expect(world.record("c-1")).toMatchObject({ state: "begun", sendingStep: "note", door: "event" });
  });

  test.each([
    ["was followed by its own command", "c-1"],
    ["was followed by another command, which shut it out of a record that it had not written", "c-2"],
  ])("is known to have begun when it %s", async (_what, between) => {
    await dieAfter("WTS c-1");
    if (between === "c-2") await run("c-2");
    await run("c-1");
    expect(claims.at(-1)?.wasBegun).toBe(true);
    expect(await world.ledger.read(place, "c-1")).toMatchObject({ ...entryOf("c-1"), outcome: outcomeOf("c-1") });
  });

  test("is followed by its own command where that shows only later: it is described as any other", async () => {
    await dieAfter("WTS c-1");
    await whileHeld((held) => held.once(entryOf("c-1"), workOf("c-1")));
    expect(claims.at(-1)?.wasBegun).toBe(true);
    expect(await world.ledger.read(place, "c-1")).toMatchObject({ ...entryOf("c-1"), outcome: outcomeOf("c-1") });
  });

  test("without a word of an outcome is followed by nothing to tell", async () => {
    const silent = async (): Promise<Ending<string>> => ({ as: "applied", remarks: { stale: ["Status"] }, answer: "" });
    await dieAfter("record c-1 applied", () => world.execute("c-1", silent));
    expect(await storyOf(() => run("c-1"))).toEqual(["take", "give back"]);
    await dieAfter("record c-3 applied", () => world.execute("c-3", silent));
    expect(await storyOf(() => run("c-2"))).toEqual(["take", "work on c-2", ...done]);
    expect(world.toldIds()).toEqual(["c-2"]);
  });

  test("and whose outcome is due already is not marked once more", async () => {
    world.trouble("tell c-1", "fails");
    await dieAfter("due c-1");
    expect(await storyOf(() => run("c-2"))).toEqual(["take", "work on c-2", ...done]);
  });

  test.each([
    ["its own command", "c-1"],
    ["another command", "c-2"],
  ])("and had recorded its end leaves how new its fields are to %s, and to all that follow", async (_what, id) => {
    const entry = { occurredAt: new Date(9_000).toISOString() };
    await dieAfter("record c-1 applied", () => world.execute("c-1", workOf("c-1", ["Number"]), { entry }));
    const look = (held: HeldSession): void => {
      expect(held.writtenAt("crm", "Number")).toBe(9_000);
      expect(held.writtenAt("crm", "Status")).toBeUndefined();
      expect(held.writtenAt("erp", "Number")).toBeUndefined();
    };
    let looks = 0;
    if (id === "c-1") await run("c-1");
    else
      await world.execute("c-2", async (_claimed, held) => {
        look(held);
        looks += 1;
        return left();
      });
    await whileHeld(look);
    expect(looks).toBe(id === "c-1" ? 0 : 1);
  });

  test("after it was refused leaves no field behind: nothing of it was written", async () => {
    const entry = { occurredAt: new Date(9_000).toISOString() };
    await dieAfter("record c-1 rejected", () => world.execute("c-1", async () => rejected("c-1"), { entry }));
    await whileHeld((held) => expect(held.writtenAt("crm", "Status")).toBeUndefined());
    expect(world.record("c-1")).toMatchObject({ state: "rejected", due: "outcome" });
  });
});

describe("a worker that was only slow", () => {
  /** It has taken the session, and goes on when the other one is done. */
  const slow = async (id: string) => {
    const { promise: gate, resolve: goOn } = Promise.withResolvers<void>();
    const ended = refusalOf(
      world.execute("c-1", async ({ steps }) => {
        await gate;
        if (id === "text") await steps.before("note", "text");
        await world.atWts("slow");
        return applied("c-1");
      }),
    );
    await settled();
    world.clock.advance(leaseMs + 1);
    return { ended, goOn };
  };

  test.each([
    ["its own command", "c-1"],
    ["another command", "c-2"],
  ])("cannot end any more when %s has begun since, and nothing is told", async (_what, by) => {
    const { ended, goOn } = await slow("end");
    await dieAfter(`WTS ${by}`, () => run(by));
    world.story.length = 0;
    goOn();
    expect(await ended).toBe(faults.sessionBusy.code);
    expect(world.story).toEqual(["WTS slow"]);
    expect(world.taken.published).toEqual([]);
    expect(world.session()).toMatchObject({ commandId: by });
  });

  test.each([
    ["its own command", "c-1"],
    ["another command", "c-2"],
  ])("sends no text any more when %s has begun since", async (_what, by) => {
    const { ended, goOn } = await slow("text");
    await dieAfter(`WTS ${by}`, () => run(by));
    world.story.length = 0;
    goOn();
    expect(await ended).toBe(faults.sessionBusy.code);
    expect(world.story).toEqual([]);
  });

  test("and ended just before it was shut out is found: its outcome is handed over", async () => {
    const { ended, goOn } = await slow("end");
    // The read of whoever comes next is answered, and then the slow one ends.
    const { readOf, shutOut } = { readOf: world.ledger.read, shutOut: world.ledger.shutOut };
    world.ledger.shutOut = async (...given) => {
      goOn();
      await ended;
      return shutOut(...given);
    };
    await run("c-2");
    expect(await ended).toBe("no refusal");
    expect(await readOf(place, "c-1")).toMatchObject({ state: "applied", isDue: true });
  });

  test("does not take the record of whoever works there by now", async () => {
    await dieAfter("take");
    // It takes the session, and loses it before it shuts the dead one out.
    world.trouble("read c-1", "dies before");
    void run("c-1");
    await settled();
    world.clock.advance(leaseMs + 1);
    const { read } = world.ledger;
    let isFirst = true;
    world.ledger.read = async (...given) => {
      const known = await read(...given);
      if (isFirst) {
        isFirst = false;
        world.clock.advance(leaseMs + 1);
        await run("c-1");
      }
      return known;
    };
    expect(await refusalOf(run("c-1"))).toBe(faults.sessionBusy.code);
    expect(world.story.filter((step) => step === "WTS c-1")).toHaveLength(1);
  });
});

describe("a session that somebody else has", () => {
  const busyUntil = async (commandId: string): Promise<number> => {
    await world.leases.take(place, { owner: "other", leaseMs, isWatched: false, commandId });
    return world.clock.now() + leaseMs;
  };

  test("is busy at once, until when is said, and whether it is the same command", async () => {
    const untilMs = await busyUntil("c-1");
    expect(await run("c-1")).toEqual({ did: "busy", untilMs, isSame: true });
    expect(await run("c-2")).toEqual({ did: "busy", untilMs, isSame: false });
    expect(await world.once.withSession(world.requestOf(), async () => "held")).toEqual({
      ...{ did: "busy", untilMs, isSame: false },
    });
    expect([claims, world.clock.slept]).toEqual([[], []]);
  });

  test("is waited for where neither says what it works on", async () => {
    await world.leases.take(place, { owner: "other", leaseMs, isWatched: false });
    const request = { ...world.requestOf(), giveUpAt: world.clock.now() + 101 };
    expect(await world.once.withSession(request, async () => "held")).toMatchObject({ did: "busy", isSame: false });
    expect(world.clock.slept).toHaveLength(1);
  });

  test("is not waited for where the other one works on the same command", async () => {
    const untilMs = await busyUntil("c-1");
    expect(await run("c-1", { giveUpAt: untilMs })).toMatchObject({ did: "busy", isSame: true });
    expect(world.clock.slept).toEqual([]);
  });

  test.each([
    [99, 0],
    [100, 0],
    [101, 1],
  ])("is looked at again within %i ms of waiting %i times", async (waitMs, naps) => {
    await busyUntil("c-1");
    expect(await run("c-2", { giveUpAt: world.clock.now() + waitMs })).toMatchObject({ did: "busy" });
    expect(world.clock.slept).toHaveLength(naps);
  });

  test.each([
    [0, 100],
    [0.5, 150],
    [0.999, 199.9],
  ])("is looked at again after 100 to 200 ms: with chance %d after %d", async (chance, pauseMs) => {
    world.clock.random = () => chance;
    await busyUntil("c-1");
    await run("c-2", { giveUpAt: world.clock.now() + 101 });
    expect(world.clock.slept).toEqual([pauseMs]);
  });

  test("is taken as soon as it is free", async () => {
    const untilMs = await busyUntil("c-1");
    expect(await run("c-2", { giveUpAt: untilMs + 1_000 })).toMatchObject({ did: "finished" });
    expect(world.clock.now()).toBeGreaterThan(untilMs);
    expect(world.clock.now()).toBeLessThanOrEqual(untilMs + 200);
  });
});

test("nothing goes out in the last tenth of the lease, which counts from before it was asked for", async () => {
  const { update } = world.table;
  const askedAtMs = world.clock.now();
  let actByMs = 0;
  world.table.update = async (...given) => {
    world.clock.advance(3_000);
    return update(...given);
  };
  await world.execute("c-1", async (_claimed, held) => {
    ({ actByMs } = held);
    return left();
  });
  expect(world.clock.now()).toBeGreaterThan(askedAtMs);
  expect(actByMs).toBe(askedAtMs + 0.9 * leaseMs);
});

describe("a command that was finished before", () => {
  const attempt = (number: number) => ({ entry: { attempt: number } });

  test.each([
    ["applied", 0, "found"],
    ["applied", 1, "found"],
    ["applied", 2, "found"],
    ["rejected", 0, "found"],
    ["rejected", 1, "found"],
    ["rejected", 2, "finished"],
  ] as const)("and %s as attempt 1, coming as attempt %i, is %s", async (state, number, did) => {
    await world.execute("c-1", async () => (state === "applied" ? applied("c-1") : rejected("c-1")), attempt(1));
    const story = await storyOf(async () => {
      const result = await run("c-1", attempt(number));
      expect(result).toMatchObject({ did, ...(did === "found" && { record: { id: "c-1", state, attempt: 1 } }) });
    });
    if (did === "found") expect(story).toEqual(["take", "give back"]);
    else expect(await world.ledger.read(place, "c-1")).toMatchObject({ state: "applied", attempt: 2 });
    expect(claims.map(({ wasBegun }) => wasBegun)).toEqual(did === "found" ? [] : [true]);
  });

  test("is a copy for 14 days, and done again from then on", async () => {
    await run("c-1");
    world.clock.advance(14 * dayMs - 1);
    expect(await run("c-1")).toMatchObject({ did: "found" });
    world.clock.advance(1);
    expect(await run("c-1")).toMatchObject({ did: "finished" });
    expect(claims.map(({ wasBegun }) => wasBegun)).toEqual([false, false]);
    expect(world.record("c-1")).toMatchObject({ seenAt: new Date(world.clock.now()).toISOString() });
    world.clock.advance(1);
    expect(await run("c-1")).toMatchObject({ did: "found" });
  });

  test.each([[14 * dayMs - 1, ["note"]] as const, [14 * dayMs, []] as const])(
    "in part is known for its steps %i ms later as %j",
    async (laterMs, stepsDone) => {
      const failing = async ({ steps }: Claimed): Promise<Ending<string>> => {
        await steps.before("note", "text");
        steps.done("note");
        throw new Fault(faults.wtsUnavailable);
      };
      expect(await refusalOf(world.execute("c-1", failing))).toBe("WTS_UNAVAILABLE");
      world.clock.advance(laterMs);
      await run("c-1");
      expect(claims).toMatchObject([{ wasBegun: stepsDone.length > 0, steps: { stepsDone } }]);
      expect(world.record("c-1")?.stepsDone).toBe(stepsDone.length > 0 ? "note" : undefined);
    },
  );

  test("and forgotten is described anew also where the session's item is gone, and its numbers begin again", async () => {
    await run("c-1");
    world.clock.advance(14 * dayMs);
    const record = world.record("c-1") ?? {};
    const later = troubledLifecycle();
    later.clock.advance(14 * dayMs);
    await later.table.update(placeKeys.command(place, "c-1"), { set: record });
    await later.execute("c-1", async () => applied("c-1"));
    expect(later.record("c-1")).toMatchObject({
      fence: record.fence,
      seenAt: new Date(later.clock.now()).toISOString(),
    });
  });

  test("and was older than what came after it does not make that look older when a copy comes", async () => {
    const at = (ms: number) => ({ entry: { occurredAt: new Date(ms).toISOString() } });
    const work =
      (id: string, occurredAtMs: number): Parameters<typeof world.execute>[1] =>
      async (_claimed, held) => {
        held.remember({}, { source: "crm", occurredAtMs, fields: ["Status"] });
        return applied(id);
      };
    await world.execute("c-1", work("c-1", 5_000), at(5_000));
    await world.execute("c-2", work("c-2", 9_000), at(9_000));
    expect(await world.execute("c-1", work("c-1", 5_000), at(5_000))).toMatchObject({ did: "found" });
    await whileHeld((held) => expect(held.writtenAt("crm", "Status")).toBe(9_000));
  });
});

describe("what a dead worker wrote", () => {
  const at = (ms: number) => new Date(world.clock.now() + ms).toISOString();
  const timed = (occurredAt: string) => world.execute("c-1", workOf("c-1", ["Status"]), { entry: { occurredAt } });

  test.each([
    ["the same command", "c-1"],
    ["another command", "c-2"],
  ])("is remembered by %s: how new it is, and that any value of it may be ours", async (_who, by) => {
    const occurredAt = at(-5_000);
    await dieAfter("record c-1 applied", () => timed(occurredAt));
    const wish = by === "c-1" ? { entry: { occurredAt } } : {};
    await world.execute(by, workOf(by, []), wish);
    await whileHeld((held) => {
      expect(held.writtenAt("crm", "Status")).toBe(Date.parse(occurredAt));
      expect(held.isOwnEcho([{ property: "status", value: "PENDING" }], 600_000)).toBe(true);
      expect(held.isOwnEcho([{ property: "number", value: "7" }], 600_000)).toBe(false);
    });
  });
});

test("a text that may have gone out stays known when its command is refused, and when that is tried again", async () => {
  const doubtful = async ({ steps }: Claimed): Promise<Ending<string>> => {
    await steps.before("note", "text");
    await steps.doubtful();
    return rejected("c-1");
  };
  await world.execute("c-1", doubtful);
  const sending = { step: "note", doubtful: true };
  const again = { entry: { attempt: 1 } };
  const refuseAgain = async (claimed: Claimed): Promise<Ending<string>> => {
    claims.push(claimed);
    return rejected("c-1");
  };
  await world.execute("c-1", refuseAgain, again);
  await world.execute("c-1", refuseAgain, { entry: { attempt: 2 } });
  expect(claims.map(({ steps }) => steps.sending)).toMatchObject([sending, sending]);
});

test("what was refused before is begun anew in the record: a worker that dies at it is not taken for one that was refused", async () => {
  await world.execute("c-1", async () => rejected("c-1"));
  await dieAfter("WTS c-1", () => run("c-1", { entry: { attempt: 1 } }));
  expect(world.record("c-1")).toMatchObject({ state: "begun", attempt: 1 });
  await run("c-2");
  expect(world.record("c-1")).toMatchObject({ state: "begun", isShutOut: true });
});

test("a wish to send anyway is about the attempts before it, and not about its own", async () => {
  const sending = async ({ steps }: Claimed): Promise<Ending<string>> => {
    await steps.before("note", "text");
    await steps.doubtful();
    throw new Fault(faults.wtsUnavailable);
  };
  const seen: boolean[] = [];
  const look = async ({ steps }: Claimed): Promise<Ending<string>> => {
    seen.push(steps.sendAnyway);
    return { as: "left", answer: "later" };
  };
  const replay = { sendAnyway: true, entry: { attempt: 1 } };
  await refusalOf(world.execute("c-1", sending));
  await world.execute("c-1", look, replay);
  await refusalOf(world.execute("c-1", sending, replay));
  await world.execute("c-1", look, replay);
  expect(seen).toEqual([true, false]);
});

test("what a slow worker finds done by whoever took its session since is not its to answer for", async () => {
  const slow = world.once.withSession({ ...world.requestOf(), commandId: "c-1" }, async (held) => {
    world.clock.advance(leaseMs + 1);
    await run("c-1");
    return held.once(entryOf("c-1"), workOf("c-1"));
  });
  expect(await refusalOf(slow)).toBe("SESSION_BUSY");
  expect(claims).toHaveLength(1);
});

test("work that may be begun twice, and is left, is not recorded", async () => {
  const left = { as: "left", answer: "later" } as const;
  const request = { place, entry: entryOf("c-1") };
  expect(await world.once.recordOnce(request, async () => left)).toEqual({ did: "left", answer: "later" });
  expect(world.record("c-1")).toBeUndefined();
});

describe("a session is not given back", () => {
  const isKept = () => expect(world.session()).toMatchObject({ leaseUntil: expect.any(Number), commandId: "c-1" });

  test.each([
    ["its own command's record", "c-1", "read c-1"],
    ["another command's record", "c-2", "read c-1"],
    ["another command's outcome, which is to be handed over", "c-2", "due c-1"],
  ])("while the table failed before what a dead worker was at was looked into: %s", async (_what, by, step) => {
    await dieAfter("record c-1 applied");
    world.trouble(step, "fails");
    expect(await refusalOf(run(by))).toBe("TABLE_UNAVAILABLE");
    isKept();
    world.clock.advance(leaseMs + 1);
    await run(by);
    expect(by === "c-1" ? world.toldIds() : world.record("c-1")?.due).toEqual(by === "c-1" ? ["c-1"] : "outcome");
  });

  test.each(["fails", "fails after"] as const)("while it is open whether its end is recorded: %s", async (trouble) => {
    world.trouble("record c-1 applied", trouble);
    expect(await refusalOf(run("c-1"))).toBe("TABLE_UNAVAILABLE");
    isKept();
    expect(world.taken.published).toEqual([]);
    world.clock.advance(leaseMs + 1);
    await run("c-1");
    expect(world.toldIds()).toEqual(["c-1"]);
    expect(world.story.filter((step) => step === "WTS c-1")).toHaveLength(trouble === "fails" ? 2 : 1);
  });

  test("while its outcome was neither told nor marked to be told", async () => {
    world.trouble("tell c-1", "fails");
    world.trouble("due c-1", "fails");
    expect(await refusalOf(run("c-1"))).toBe("TABLE_UNAVAILABLE");
    isKept();
  });

  test.each([
    ["kept, where a text is among them", "note", true],
    ["given back, where they may be taken twice", "partial", false],
  ] as const)(
    "or it is %s, when the work failed and its steps cannot be recorded either: its own failure is what is heard of",
    async (_what, step, kept) => {
      const failing = async ({ steps }: Claimed): Promise<Ending<string>> => {
        await steps.before(step, step === "note" ? "text" : "other");
        world.trouble("record c-1 begun", "fails");
        steps.done(step);
        throw new Fault(faults.wtsUnavailable);
      };
      expect(await refusalOf(world.execute("c-1", failing))).toBe("WTS_UNAVAILABLE");
      expect(world.messages()).toEqual(["steps not recorded"]);
      if (kept) isKept();
      else expect(world.session()).not.toHaveProperty("leaseUntil");
    },
  );

  test("while its text may be on its way", async () => {
    const failing = async ({ steps }: Claimed): Promise<Ending<string>> => {
      await steps.before("note", "text");
      throw new Fault(faults.internal);
    };
    expect(await refusalOf(world.execute("c-1", failing))).toBe("INTERNAL");
    isKept();
  });
});

describe("a session is given back", () => {
  test("when the record cannot be read, and nobody died there", async () => {
    world.trouble("read c-1", "fails");
    expect(await refusalOf(run("c-1"))).toBe("TABLE_UNAVAILABLE");
    expect(world.story).toEqual(["take", "give back"]);
  });

  test("when the work fails: its steps are recorded, and it is known to have begun", async () => {
    const failing = async ({ steps }: Claimed): Promise<Ending<string>> => {
      await steps.before("partial", "other");
      steps.done("partial");
      throw new Fault(faults.wtsUnavailable);
    };
    expect(await refusalOf(world.execute("c-1", failing))).toBe("WTS_UNAVAILABLE");
    expect(world.story).toEqual(["take", "record c-1 begun", "give back"]);
    await run("c-1");
    expect(claims).toMatchObject([{ wasBegun: true, steps: { stepsDone: ["partial"] } }]);
  });

  test("with what was written, also when the work failed after it", async () => {
    const changes = [{ property: "number", value: "7" }];
    await refusalOf(
      world.execute("c-1", async (_claimed, held) => {
        held.remember({ number: "7" }, { source: "crm", occurredAtMs: 9_000, fields: ["Number"] });
        held.remember({ status: "PENDING" });
        throw new Fault(faults.wtsUnavailable);
      }),
    );
    await whileHeld((held) => {
      expect(held.writtenAt("crm", "Number")).toBe(9_000);
      expect(held.isOwnEcho(changes, 60_000)).toBe(true);
      expect(held.isOwnEcho([{ property: "status", value: "PENDING" }], 60_000)).toBe(true);
      expect(held.isOwnEcho([{ property: "status", value: "COMPLETED" }], 60_000)).toBe(false);
    });
  });

  test("by itself where that fails: what was done stays the answer", async () => {
    world.trouble("give back", "fails");
    expect(await run("c-1")).toMatchObject({ did: "finished", answer: "yes" });
    expect(world.messages()).toEqual(["session not given back"]);
    expect(JSON.parse(world.taken.lines[0] ?? "")).toMatchObject({ commandId: "c-1", code: "TABLE_UNAVAILABLE" });
    expect(await isFree()).toBe(false);
    world.clock.advance(leaseMs + 1);
    expect(await storyOf(() => run("c-1"))).toEqual(["take", "tell c-1", "give back"]);
  });

  test("by itself where that fails: what was refused stays refused", async () => {
    world.trouble("give back", "fails");
    const failing = async (): Promise<Ending<string>> => {
      throw new Fault(faults.wtsRefused);
    };
    expect(await refusalOf(world.execute("c-1", failing))).toBe("WTS_REFUSED");
  });
});

describe("an outcome", () => {
  test("that the bus does not take is due, and the command is finished all the same", async () => {
    world.trouble("tell c-1", "fails");
    expect(await run("c-1")).toMatchObject({ did: "finished", outcome: outcomeOf("c-1") });
    expect(world.story.slice(-3)).toEqual(["record c-1 applied", "due c-1", "give back"]);
    expect(world.messages()).toEqual(["outcome published later"]);
  });

  test("that its caller tells later is recorded, and neither told nor due", async () => {
    expect(await run("c-1", { tellsLater: true })).toEqual({
      ...{ did: "finished", answer: "yes", outcome: outcomeOf("c-1") },
    });
    expect(world.story).toEqual(["take", "WTS c-1", "record c-1 applied", "give back"]);
    expect(world.record("c-1")).not.toHaveProperty("due");
  });

  test("of several is told in one call, and each is due where the bus takes none", async () => {
    await run("c-1", { tellsLater: true });
    await run("c-2", { tellsLater: true });
    const told = ["c-1", "c-2"].map((id) => ({ place, outcome: outcomeOf(id) }));
    expect(await storyOf(() => world.once.tell(told))).toEqual(["tell c-1,c-2"]);
    world.trouble("tell c-1,c-2", "fails");
    expect(await storyOf(() => world.once.tell(told))).toEqual(["due c-1", "due c-2"]);
  });
});

describe("a watched command, which nobody repeats", () => {
  const watched = { isWatched: true };
  const ended = { did: "finished", answer: "yes" };

  /** Nobody knows for certain whether the first record was written: relay-outcomes is to look into it. */
  const isLookedInto = async (): Promise<void> => {
    expect(world.session()).toMatchObject({ due: "lease", commandId: "c-1", leaseUntil: expect.any(Number) });
    world.clock.advance(leaseMs + 1);
    expect(await world.once.closeAbandonedSessions("relay", 10)).toBe(1);
    expect(await isFree()).toBe(true);
  };

  test("is answered with WTS's yes when the bus fails, and its outcome is due", async () => {
    world.trouble("tell c-1", "fails");
    expect(await run("c-1", watched)).toMatchObject(ended);
    expect(world.story).toEqual(["take", "WTS c-1", "record c-1 applied", "due c-1", "give back"]);
    expect(world.messages()).toEqual(["outcome published later"]);
  });

  test.each([
    // Where nobody knows whether it is recorded, the session is not given back: relay-outcomes looks into it.
    ["the record fails", ["record c-1 applied"], ["tell c-1"], ["outcome not recorded"]],
    [
      "both fail, and the record once more",
      ["record c-1 applied", "record c-1 applied", "tell c-1"],
      [],
      ["outcome not recorded", "outcome lost"],
    ],
  ])("is answered with WTS's yes, and looked into later, when %s", async (_what, troubles, settledBy, messages) => {
    for (const step of troubles) world.trouble(step, "fails");
    expect(await run("c-1", watched)).toMatchObject(ended);
    expect(world.story).toEqual(["take", "WTS c-1", ...settledBy]);
    expect(world.messages()).toEqual(messages);
    await isLookedInto();
  });

  test("has its outcome due when both failed, and the table took it then", async () => {
    for (const step of ["record c-1 applied", "tell c-1"]) world.trouble(step, "fails");
    expect(await run("c-1", watched)).toMatchObject(ended);
    expect(world.story).toEqual(["take", "WTS c-1", "record c-1 applied", "give back"]);
    expect(world.record("c-1")).toMatchObject({ state: "applied", due: "outcome" });
  });

  test("whose record's answer was lost while the bus was away has its outcome due once it is looked into", async () => {
    world.trouble("record c-1 applied", "fails after");
    world.trouble("tell c-1", "fails", "fails");
    expect(await run("c-1", watched)).toMatchObject(ended);
    await isLookedInto();
    expect(world.record("c-1")).toMatchObject({ state: "applied", due: "outcome" });
  });

  test("that was shut out meanwhile is told once more", async () => {
    const { promise: gate, resolve: goOn } = Promise.withResolvers<void>();
    const slow = world.execute(
      "c-1",
      async () => {
        await gate;
        return applied("c-1");
      },
      watched,
    );
    await settled();
    world.clock.advance(leaseMs + 1);
    await run("c-2");
    world.trouble("tell c-1", "fails");
    goOn();
    expect(await slow).toMatchObject(ended);
    expect(world.toldIds()).toEqual(["c-2", "c-1"]);
  });

  test("without an outcome is answered when the record fails, and there is nothing to tell", async () => {
    world.trouble("record c-1 applied", "fails");
    const silent = async (): Promise<Ending<string>> => ({ as: "applied", answer: "yes" });
    expect(await world.execute("c-1", silent, watched)).toMatchObject(ended);
    expect(world.story).toEqual(["take"]);
  });

  test("keeps its session when its outcome is neither told nor marked: it is looked after", async () => {
    for (const step of ["tell c-1", "due c-1"]) world.trouble(step, "fails");
    expect(await run("c-1", watched)).toMatchObject(ended);
    expect(world.messages()).toEqual(["outcome published later", "outcome not published yet"]);
    expect(world.session()).toMatchObject({ due: "lease", commandId: "c-1" });
    world.clock.advance(leaseMs + 1);
    await world.once.closeAbandonedSessions("relay", 10);
    expect(world.record("c-1")).toMatchObject({ due: "outcome" });
  });
});

describe("a command that is new", () => {
  test("is not asked for, and its steps are not recorded", async () => {
    world.trouble("read c-1", "fails");
    const result = await world.execute("c-1", noteOf("c-1"), { isNew: true });
    expect(result).toMatchObject({ did: "finished" });
    expect(world.story).toEqual(["take", "WTS c-1", "record c-1 applied", "tell c-1", "give back"]);
    expect(claims).toMatchObject([{ wasBegun: false }]);
  });

  test("is asked for all the same when a dead worker was at it", async () => {
    await dieAfter("record c-1 applied");
    expect(await run("c-1", { isNew: true })).toMatchObject({ did: "found" });
    expect(claims).toHaveLength(1);
  });
});

test("a person's wish to send anyway reaches the steps", async () => {
  await run("c-1", { sendAnyway: true });
  expect(claims).toMatchObject([{ steps: { sendAnyway: true } }]);
});

describe("a command that shows only when the session is taken", () => {
  test("is written to the session before it is begun, and once", async () => {
    await whileHeld(async (held) => {
      await held.once(entryOf("c-1"), left);
      await held.once(entryOf("c-1"), workOf("c-1"));
      await held.once(entryOf("c-2"), workOf("c-2"));
    });
    expect(world.story).toEqual([
      ...["take", "work on c-1", "WTS c-1", "record c-1 applied", "tell c-1"],
      ...["work on c-2", "WTS c-2", "record c-2 applied", "tell c-2", "give back"],
    ]);
  });

  test("is not begun when the session has passed to another", async () => {
    const late = whileHeld(async (held) => {
      world.clock.advance(leaseMs + 1);
      await run("c-2");
      await held.once(entryOf("c-1"), workOf("c-1"));
    });
    expect(await refusalOf(late)).toBe("SESSION_BUSY");
    expect(world.story).not.toContain("WTS c-1");
    expect(world.record("c-1")).toBeUndefined();
  });
});

describe("work that may be begun twice", () => {
  const record = (work: () => Promise<Ending<string>> = async () => applied("c-1"), attempt = 0) =>
    world.once.recordOnce({ place, entry: entryOf("c-1", { attempt }) }, work);

  test("is recorded with its outcome due, told, and then not due any more", async () => {
    expect(await record()).toEqual({ did: "finished", answer: "yes", outcome: outcomeOf("c-1") });
    expect(world.story).toEqual(["record c-1 applied", "tell c-1", "no longer due c-1"]);
    expect(world.record("c-1")).not.toHaveProperty("due");
    expect(world.session()).toBeUndefined();
  });

  test.each([
    ["before it was told", "tell c-1", "dies before"],
    ["after it was told", "tell c-1", "dies after"],
  ] as const)("counts as due when its worker died %s", async (_when, step, trouble) => {
    world.trouble(step, trouble);
    void record();
    await settled();
    expect(world.record("c-1")).toMatchObject({ state: "applied", due: "outcome" });
  });

  test("stays due where the bus does not take it, and is done all the same", async () => {
    world.trouble("tell c-1", "fails");
    expect(await record()).toMatchObject({ did: "finished" });
    expect(world.record("c-1")).toMatchObject({ due: "outcome" });
    expect(world.messages()).toEqual(["outcome not published yet"]);
  });

  test("without an outcome is never due", async () => {
    await record(async () => ({ as: "applied", remarks: { sessions: 2 }, answer: "yes" }));
    expect(world.story).toEqual(["record c-1 applied"]);
    expect(world.record("c-1")).not.toHaveProperty("due");
  });

  test("that is left is not recorded", async () => {
    expect(await record(left)).toEqual({ did: "left", answer: "later" });
    expect(world.story).toEqual([]);
  });

  test("that cannot be recorded comes again", async () => {
    world.trouble("record c-1 applied", "fails");
    expect(await refusalOf(record())).toBe("TABLE_UNAVAILABLE");
    expect(world.taken.published).toEqual([]);
  });

  test("is not done again: not for 14 days, nor where it was refused at this attempt", async () => {
    await record(async () => rejected("c-1"));
    expect(await record(left)).toMatchObject({ did: "found", record: { state: "rejected" } });
    expect(await record(undefined, 1)).toMatchObject({ did: "finished" });
    world.clock.advance(14 * dayMs - 1);
    expect(await record(left, 2)).toMatchObject({ did: "found", record: { state: "applied", attempt: 1 } });
    world.clock.advance(1);
    expect(await record(undefined, 2)).toMatchObject({ did: "finished" });
    expect(world.record("c-1")).toMatchObject({ attempt: 2, seenAt: new Date(world.clock.now()).toISOString() });
  });

  test("by two at once is told by the faster one alone", async () => {
    let chance = 0;
    world.clock.random = () => {
      chance += 0.1;
      return chance;
    };
    const [first, second] = await Promise.all([record(), record()]);
    expect([first.did, second.did]).toEqual(["finished", "finished"]);
    expect(world.toldIds()).toEqual(["c-1"]);
    expect(world.record("c-1")).not.toHaveProperty("due");
  });
});

describe("sessions whose watched workers died", () => {
  const sessions = ["1", "2", "3"].map((name) => ({ place: sessionPlace({ account: "default", sessionId: name }) }));

  test("are looked after when their time is over, no more than asked for, and are free then", async () => {
    for (const [index, each] of sessions.entries()) {
      world.trouble(`record c-${index} applied`, "dies after");
      void run(`c-${index}`, { ...each, isWatched: true });
      await settled();
      world.clock.advance(1);
    }
    world.clock.advance(leaseMs - sessions.length);
    expect(await world.once.closeAbandonedSessions("relay 0", 10)).toBe(0);
    world.clock.advance(sessions.length);
    expect(await world.once.closeAbandonedSessions("relay 1", 2)).toBe(2);
    expect(await world.once.closeAbandonedSessions("relay 2", 10)).toBe(1);
    for (const [index, each] of sessions.entries()) {
      expect(world.table.peek(placeKeys.command(each.place, `c-${index}`))).toMatchObject({ due: "outcome" });
      expect(world.table.peek(placeKeys.state(each.place))).not.toHaveProperty("leaseUntil");
    }
    expect(await world.once.closeAbandonedSessions("relay 3", 10)).toBe(0);
  });

  test("and one of them that cannot be looked after does not keep the others waiting", async () => {
    for (const [index, each] of sessions.slice(0, 2).entries()) {
      world.trouble(`record c-${index} applied`, "dies after");
      void run(`c-${index}`, { ...each, isWatched: true });
      await settled();
      world.clock.advance(1);
    }
    world.clock.advance(leaseMs);
    world.trouble("read c-0", "fails");
    expect(await world.once.closeAbandonedSessions("relay", 10)).toBe(2);
    expect(world.messages()).toEqual(["session not looked after"]);
    const dueOf = (index: number) =>
      world.table.peek(placeKeys.command(sessions[index]?.place ?? place, `c-${index}`))?.due;
    expect([dueOf(0), dueOf(1)]).toEqual([undefined, "outcome"]);
  });
});
