// What became of a delivery, by whatever id somebody has at hand.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { DeliveryRecord } from "../../cli/deliveries/delivery-record.ts";
import { placeKeys, referencePlace, sessionPlace } from "../../lib/aws/item-keys.ts";
import { resolvedCommandId } from "../../lib/core/command/command-id.ts";
import { unresolvedSessionId } from "../../lib/core/command/targeted-command.ts";
import type { Outcome } from "../../lib/core/outcome.ts";
import type { Properties } from "../../lib/core/value.ts";
import type { LedgerEntry } from "../../lib/records/ledger.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";
import { commandId, parkedCommand, queuedCommand, requestEvent, sessionId } from "./support/queued-command.ts";

type Shown = DeliveryRecord & { parked: { messageId: string; queue: string; reason: string } | null };

let our: HooksForTests;
let day: string;
beforeAll(async () => {
  our = await startHooks();
  day = new Date(our.clock.now()).toISOString().slice(0, 10);
});
afterEach(() => our.empty());
afterAll(() => our.stop());

const entry = (seed: string, id = commandId(seed)): LedgerEntry => {
  const { account, door, source, deliveryId, attempt } = queuedCommand(seed);
  return { id, account, door, source, deliveryId, attempt, sessionId, command: "update" };
};
const place = sessionPlace({ account: "default", sessionId });

const outcomeOf = (
  seed: string,
  { type = "Session Closed", detail = {} }: { type?: Outcome["type"]; detail?: Partial<Outcome["detail"]> } = {},
): Outcome => {
  const { id, account, door, source, deliveryId, correlationId } = queuedCommand(seed);
  return {
    type,
    detail: {
      ...{ id, account, sessionId, command: "update", door, source, deliveryId, correlationId },
      ...{ changes: { fields: ["Status"], status: "COMPLETED" }, reasons: [], causationId: id, hops: 1 },
      ...detail,
    },
  };
};

const rejectedOf = (seed: string): Outcome =>
  outcomeOf(seed, {
    type: "Session Update Rejected",
    detail: {
      changes: { fields: ["Status"] },
      reasons: ["COMMAND_INVALID"],
      issues: [{ path: "department", code: "NAME_UNKNOWN", message: "there is no department of this name" }],
    },
  });

/** A second apart, so that the newest is known. */
const record = async (seed: string, work: () => Promise<unknown>): Promise<string> => {
  our.clock.advance(1_000);
  await work();
  return commandId(seed);
};
const applied = (seed: string, id?: string) =>
  record(seed, () =>
    our.ledger
      .attempt(place, entry(seed, id), undefined, 1)
      .finish({ state: "applied", outcome: outcomeOf(seed), isDue: true }),
  );
const finished = (
  seed: string,
  state: "applied" | "rejected",
  ended: { outcome?: Outcome; remarks?: Properties; isDue?: boolean },
) =>
  record(seed, async () => {
    const attempt = our.ledger.attempt(place, entry(seed), undefined, 1);
    await attempt.progress({ stepsDone: ["note"] });
    await attempt.finish({ state, ...ended });
  });
/** A note is about to be sent, by a worker that has the session for so long. */
const begun = (seed: string, leaseForMs: number) =>
  record(seed, async () => {
    const session = sessionPlace({ account: "default", sessionId: `session of ${seed}` });
    const leases = sessionLeases({ table: our.table, clock: our.clock });
    const request = { owner: seed, leaseMs: leaseForMs, commandId: commandId(seed), isWatched: false };
    await leases.take(session, request);
    const sending = { step: "note", atMs: our.clock.now(), doubtful: false };
    const about = { ...entry(seed), sessionId: `session of ${seed}` };
    await our.ledger.attempt(session, about, undefined, 1).progress({ stepsDone: [], sending });
  });

const show = async (id: string): Promise<Shown> => {
  const [shown, ...others] = await our.json<Shown[]>("deliveries", "show", id, "--day", day);
  expect(others).toEqual([]);
  if (!shown) throw new Error(`nothing is shown of ${id}`);
  return shown;
};

describe("deliveries list", () => {
  test("says so when there was none on that day", async () => {
    expect(await our.hooks("deliveries", "list", "--day", "2026-01-31")).toEqual({
      code: 0,
      stdout:
        "No command was begun on 2026-01-31 (UTC) in the local stack; --day names another. What could not be mapped is in `parked list`; what a source only observes is in its log alone.\n",
      stderr: "",
    });
  });

  test("shows the newest first, with state and whether the outcome went out", async () => {
    const first = await applied("list-1");
    await our.ledger.published(placeKeys.command(place, first), 1);
    const second = await finished("list-2", "rejected", { outcome: rejectedOf("list-2"), isDue: true });
    const third = await begun("list-3", 60_000);

    const list = await our.json<DeliveryRecord[]>("deliveries", "list", "--day", day, "--limit", "3");
    expect(list.map(({ commandId: id, state, published }) => [id, state, published])).toEqual([
      [third, "begun", undefined],
      [second, "rejected", false],
      [first, "applied", true],
    ]);

    const { stdout } = await our.hooks("deliveries", "list", "--day", day, "--limit", "3");
    const [title, ...lines] = stdout.trimEnd().split("\n");
    expect(title?.split(/ {2,}/)).toEqual([
      ...["TIME (UTC)", "COMMAND ID", "CAME BY", "SOURCE", "ACCOUNT", "SESSION", "STATE", "PUBLISHED", "COPIES"],
    ]);
    expect(lines.map((line) => line.split(/ {2,}/).slice(1))).toEqual([
      [third.slice(0, 12), "event", "event:crm", "default", "session of list-3", "begun", "–", "–"],
      [second.slice(0, 12), "event", "event:crm", "default", sessionId, "rejected", "not yet", "–"],
      [first.slice(0, 12), "event", "event:crm", "default", sessionId, "applied", "yes", "–"],
      [],
    ]);
    expect(stdout).toContain(`The newest 3 of ${day}; --limit asks for more.`);
  });

  test("means today unless another day is named", async () => {
    await applied("today");
    const { stdout } = await our.hooksProcess("deliveries", "list", "--json");
    expect((JSON.parse(stdout) as DeliveryRecord[]).map(({ deliveryId }) => deliveryId)).toContain("today");
  });
});

describe("deliveries show", () => {
  test("finds a command by its id, on whichever of the last 14 days it was begun", async () => {
    our.clock.advance(-13 * 86_400_000);
    const id = await applied("days-ago");
    our.clock.advance(13 * 86_400_000);
    expect(await our.json<Shown[]>("deliveries", "show", id)).toMatchObject([
      { commandId: id, deliveryId: "days-ago" },
    ]);
    expect((await our.hooks("deliveries", "show", id, "--day", day)).code).toBe(1);
  });

  test("finds a command by its whole id, by its beginning, and by the sender's delivery id", async () => {
    const id = await applied("order-4711");
    const byId = (await our.json<Shown[]>("deliveries", "show", id))[0];
    expect(byId).toMatchObject({ commandId: id, state: "applied", published: false, parked: null });
    expect(await show(id.slice(0, 12))).toEqual(byId);
    expect(await show("order-4711")).toEqual(byId);
  });

  test("takes a short number for the sender's own before it takes it for the beginning of a command id", async () => {
    await applied("other", "4711".padEnd(64, "0"));
    expect((await show("4711")).deliveryId).toBe("other");
    const id = await applied("4711");
    expect((await show("4711")).commandId).toBe(id);
  });

  test("tells people what was done", async () => {
    const id = await finished("published", "applied", { outcome: outcomeOf("published") });
    const { stdout } = await our.hooks("deliveries", "show", id);
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ["delivery", "published"],
        ["state", "applied"],
        ["steps done", "note"],
        ["outcome", "Session Closed"],
        ["changes", "Status", "status=COMPLETED"],
        ["reasons", "–"],
        ["published", "yes"],
        ["parked", "–"],
      ]),
    );
  });

  test("shows every command that one delivery yielded", async () => {
    await applied("several", commandId("several-0"));
    await applied("several", commandId("several-1"));
    const shown = await our.json<Shown[]>("deliveries", "show", "several", "--day", day);
    expect(shown.map(({ commandId: id }) => id).toSorted()).toEqual(
      [commandId("several-0"), commandId("several-1")].toSorted(),
    );
  });

  test("says why a command was refused, and where it is parked", async () => {
    const id = await finished("refused", "rejected", { outcome: rejectedOf("refused") });
    const messageId = our.put("Parked", parkedCommand(queuedCommand("refused"), "COMMAND_INVALID"));
    expect(await show(id)).toMatchObject({
      state: "rejected",
      outcome: { type: "Session Update Rejected", reasons: ["COMMAND_INVALID"] },
      parked: { messageId, queue: "parked", reason: "COMMAND_INVALID" },
    });
    const { stdout } = await our.hooks("deliveries", "show", id);
    expect(stdout).toContain("department: there is no department of this name");
    expect(stdout).toContain(`\`parked show ${messageId.slice(0, 8)}\``);
    expect(our.inside("Parked").hidden).toBe(0);
  });

  test("tells one that is being applied from one that comes again", async () => {
    const busy = await begun("busy", 600_000);
    expect((await our.hooks("deliveries", "show", busy)).stdout).toContain("begun: it is being applied");
    const died = await begun("died", -600_000);
    expect((await our.hooks("deliveries", "show", died)).stdout).toContain(
      "begun and not finished, it comes again; a note or message may have been sent",
    );
  });

  test("tells one whose session another command has by now from one that is being applied", async () => {
    const other = await record("other-at-work", async () => {
      await our.ledger.attempt(place, entry("other-at-work"), undefined, 1).progress({ stepsDone: [] });
      const leases = sessionLeases({ table: our.table, clock: our.clock });
      await leases.take(place, { owner: "o", leaseMs: 600_000, commandId: commandId("at-work"), isWatched: false });
    });
    expect((await our.hooks("deliveries", "show", other)).stdout).toMatch(
      /^state +begun and not finished, it comes again$/m,
    );
  });

  test("names the commands that a reference became, and the fields left alone as stale", async () => {
    const id = await finished("reference", "applied", { remarks: { sessionIds: [sessionId] } });
    const became = { sessionId, commandId: resolvedCommandId(id, sessionId) };
    expect((await show(id)).outcome).toEqual({ became: [became] });
    const stale = await finished("stale", "applied", { remarks: { stale: ["Status"] } });
    expect((await show(stale)).published).toBeUndefined();
    expect((await our.hooks("deliveries", "show", stale)).stdout).toContain("Status: something newer had been written");
  });

  test("names the command whose copy it is, and lists it as a copy", async () => {
    const first = commandId("first-of-them");
    const copy = await finished("copy-of", "applied", { remarks: { duplicateOf: first } });
    expect((await show(copy)).outcome).toEqual({ duplicateOf: first });
    expect((await our.hooks("deliveries", "show", copy)).stdout).toMatch(new RegExp(`^copy of +${first}$`, "m"));
    const lines = (await our.hooks("deliveries", "list")).stdout.split("\n");
    expect(lines.find((line) => line.includes(copy.slice(0, 12)))).toContain(`copy of ${first.slice(0, 12)}`);
  });

  test("counts the copies of a command, with the time of the last, in the list as well", async () => {
    const id = await applied("copied");
    for (const second of [10, 10, 25])
      await our.ledger.countCopy(place, id, new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString());
    // The message of the first copy came twice.
    expect(await show(id)).toMatchObject({ copies: 2, lastCopyAt: "2026-11-20T12:00:25.000Z" });
    expect((await our.hooks("deliveries", "show", id)).stdout).toMatch(/^copies +2, the last at 12:00:25$/m);
    const lines = (await our.hooks("deliveries", "list")).stdout.split("\n");
    expect(lines.find((line) => line.includes(id.slice(0, 12)))).toMatch(/2, the last at 12:00:25$/);
  });

  test("tells what found no session, which is nothing that was applied", async () => {
    const referring = (seed: string, sessionIds: string[]) =>
      record(seed, () =>
        our.ledger
          .attempt(
            referencePlace("default", { contactPhone: seed }),
            { ...entry(seed), sessionId: unresolvedSessionId },
            undefined,
            1,
          )
          .finish({ state: sessionIds.length > 0 ? "applied" : "ignored", remarks: { sessionIds } }),
      );
    const none = await referring("found-none", []);
    const some = await referring("found-some", [sessionId]);
    const lines = (await our.hooks("deliveries", "list")).stdout.split("\n");
    const lineOf = (id: string) => lines.find((line) => line.includes(id.slice(0, 12)));
    expect(lineOf(none)).toMatch(/found by contact or metadata +ignored: no open session/);
    expect(lineOf(some)).toMatch(/found by contact or metadata +1 command/);
    expect((await our.hooks("deliveries", "show", none)).stdout).toMatch(/^state +ignored: no open session$/m);
  });

  test("finds what was refused as it came in, though no command came of it", async () => {
    const event = requestEvent("evt-99", { command: "nonsense", idempotencyKey: "refused-99" });
    const reason = { code: "COMMAND_INVALID", message: "", issues: [] };
    const messageId = our.put("Parked", { reason, parkedAt: `${day}T12:00:00.000Z`, door: "event", event });
    const { code, stdout } = await our.hooks("deliveries", "show", "refused-99");
    expect(code).toBe(0);
    expect(stdout).toContain(`Not begun, but parked: COMMAND_INVALID, message ${messageId.slice(0, 8)} of parked`);
  });

  test("refuses an id that nothing has, and says where it looked", async () => {
    const { code, stdout, stderr } = await our.hooks("deliveries", "show", "nobody", "--day", day);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(
      `the local stack knows no command nobody: expected a command id, the beginning of one of ${day}`,
    );
    expect((await our.hooks("deliveries", "show", "0".repeat(64))).code).toBe(1);
  });

  test("refuses a beginning that several share", async () => {
    await applied("twin-a", "ab".padEnd(64, "0"));
    await applied("twin-b", "ab".padEnd(64, "1"));
    const { code, stderr } = await our.hooks("deliveries", "show", "ab", "--day", day);
    expect(code).toBe(1);
    expect(stderr).toMatch(/2 ids begin with ab: ab\d+, ab\d+; give more of it/);
  });
});

test("today is that of the stack, whose clock may have been moved past midnight", async () => {
  const clockOffsetMs = 3 * 86_400_000;
  const { stdout } = await our.runningOtherwise({ clockOffsetMs }, () => our.hooks("deliveries", "list"));
  expect(stdout).toContain(new Date(Date.now() + clockOffsetMs).toISOString().slice(0, 10));
});
