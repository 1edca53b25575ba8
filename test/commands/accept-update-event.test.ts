// An event that asks for an update: what is asked for is queued, what is refused is published once and parked, and only what can be mended is repeated.
import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { eventAccepter } from "../../lib/commands/accept-update-event.ts";
import { type AccountNames, parseAccounts } from "../../lib/core/accounts-secret.ts";
import { commandIdOf } from "../../lib/core/command/command-id.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import { refusedRequests } from "../../lib/records/refused-requests.ts";
import { anyInput } from "../core/support/any-input.ts";
import { brazilianReading } from "../support/brazilian-phones.ts";
import { manualClock } from "../support/manual-clock.ts";
import { memoryTable } from "../support/memory-table.ts";
import { exampleSecrets } from "../support/own-files.ts";
import { readCommand } from "../support/read-command.ts";
import { recording } from "../support/recording.ts";

const folder = new URL("../../events/accept-update-event/", import.meta.url);
const { accounts } = exampleSecrets;
const known = parseAccounts(JSON.stringify(accounts));
const sessionId = "5e551011-0000-4000-8000-000000000001";
const clock = manualClock();

let aws: ReturnType<typeof recording>;
let accept: (event: unknown) => Promise<void>;

const accepter = (accountNames: () => Promise<AccountNames> = async () => known) =>
  eventAccepter({
    ...{ readingOf: brazilianReading, account: "default", accountNames, clock },
    mayAnswer: refusedRequests({ table: memoryTable(), clock }),
    ...aws,
  });
beforeEach(() => {
  aws = recording();
  accept = accepter();
});

const event = (detail: unknown, envelope: object = {}) => ({
  version: "0",
  id: "e-1",
  "detail-type": "Session Update Requested",
  source: "crm",
  account: "123456789012",
  time: "2026-11-20T12:00:00Z",
  region: "sa-east-1",
  resources: [],
  detail,
  ...envelope,
});
const counts = () => {
  const { queued, parked, published } = aws.taken;
  return { queued: queued.length, parked: parked.length, published: published.length };
};
const refusedOnce = { queued: 0, parked: 1, published: 1 };
const parkedOnly = { queued: 0, parked: 1, published: 0 };
const queuedOnly = { queued: 1, parked: 0, published: 0 };

interface Sample {
  $expect: { queued?: object; issues?: string[]; code?: string };
  source: string;
}

describe("every sample in events/accept-update-event", () => {
  const ends: Record<string, object> = { queued: queuedOnly, rejected: refusedOnce, parked: parkedOnly };

  test.each(readdirSync(folder).sort())("%s ends as its name says", async (file) => {
    const sample = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Sample;
    const { queued, issues, code } = sample.$expect;
    await accept(sample);
    expect(counts()).toEqual(ends[file.split("-")[0] ?? ""]);
    const [command] = aws.taken.queued;
    const [copy] = aws.taken.parked;
    const [outcome] = aws.taken.published;
    if (command) expect(command).toMatchObject(queued ?? { $expect: "missing" });
    if (copy) {
      expect(copy.event).toEqual(sample);
      expect(copy).toMatchObject({ door: "event", parkedAt: "2026-11-20T12:00:00.000Z" });
      expect(copy.reason.code).toBe(code ?? "COMMAND_INVALID");
    }
    if (outcome) {
      expect(outcome).toMatchObject({
        type: "Session Update Rejected",
        detail: { reasons: [code ?? "COMMAND_INVALID"], changes: { fields: [] }, source: `event:${sample.source}` },
      });
      expect(outcome.detail.issues?.map((issue) => `${issue.code} ${issue.path}`)).toEqual(issues);
    }
  });
});

describe("an event that asks for an update", () => {
  test("is queued as one command that says where it came from", async () => {
    await accept(event({ sessionId, status: "COMPLETED" }));
    const origin = { account: "default", source: "event:crm", deliveryId: "e-1" };
    expect(aws.taken.queued).toEqual([
      {
        kind: "command",
        id: commandIdOf({ ...origin, index: 0 }),
        ...origin,
        receivedAt: "2026-11-20T12:00:00Z",
        door: "event",
        ...{ correlationId: "e-1", causationId: "e-1", hops: 0, attempt: 0 },
        targeted: { command: { command: "update", sessionId, status: "COMPLETED", fields: ["Status"] } },
      },
    ]);
  });

  test("is the same command when it comes again, and another one of another sender or account", async () => {
    const detail = { sessionId, status: "COMPLETED" };
    await accept(event(detail));
    await accept(event(detail, { time: "2026-11-20T13:00:00Z" }));
    await accept(event(detail, { source: "erp" }));
    await accept(event({ ...detail, account: "filial" }));
    await accept(event(detail, { id: "e-2" }));
    const ids = aws.taken.queued.map(({ id }) => id);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(4);
  });

  test("is the same command under its own key, whatever its event is called", async () => {
    const detail = { sessionId, status: "COMPLETED", idempotencyKey: "order-42" };
    await accept(event(detail, { id: "e-1" }));
    await accept(event(detail, { id: "e-2" }));
    const [one, other] = aws.taken.queued;
    expect(one?.id).toBe(other?.id);
    expect([one?.correlationId, other?.correlationId]).toEqual(["e-1", "e-2"]);
  });

  test("never logs what it says", async () => {
    await accept(event({ sessionId, command: "note", text: "canario-7f3a" }));
    await accept(event({ session: { contactPhone: "5511987654321" }, number: "canario-7f3a" }));
    expect(aws.taken.lines).toHaveLength(2);
    expect(aws.taken.lines.join()).not.toMatch(/canario|987654321/);
  });
});

describe("an event that names its session by phone", () => {
  const phones = ["+55 (011) 98004-5904", 11980045904, "whatsapp:+5511980045904", "5511980045904@c.us"];
  test.each(phones)("is queued with the number's digits, country code first: %j", async (contactPhone) => {
    await accept(event({ session: { contactPhone }, number: "7" }));
    expect(aws.taken.queued).toMatchObject([
      { targeted: { reference: { locator: { contactPhone: "5511980045904" }, onNone: "reject" } } },
    ]);
  });

  test("is ignored, and logged, where it has none and onNone is ignore", async () => {
    for (const session of [{ contactPhone: null }, { contactPhone: "" }, {}])
      await accept(event({ session, onNone: "ignore", number: "7" }));
    expect([aws.taken.queued, aws.taken.parked, aws.taken.published]).toEqual([[], [], []]);
    expect(aws.taken.lines.map((line) => JSON.parse(line))).toEqual(
      Array(3).fill(expect.objectContaining({ level: "info", message: "ignored", source: "event:crm" })),
    );
  });

  test("is refused where it has none otherwise, also when something else of it is wrong", async () => {
    await accept(event({ session: { contactPhone: null }, number: "7" }));
    await accept(event({ session: { contactPhone: null }, onNone: "ignore", number: "7", occurredAt: "never" }));
    expect(aws.taken.parked).toHaveLength(2);
  });
});

describe("an event that is refused", () => {
  test("is published with what can be said of it, and counts as a step of its chain", async () => {
    await accept(event({ command: "complete", sessionId, notte: "x", correlationId: "c-9", hops: 2 }));
    const id = commandIdOf({ account: "default", source: "event:crm", deliveryId: "e-1", index: 0 });
    expect(aws.taken.published[0]?.detail).toMatchObject({
      ...{ id, account: "default", sessionId, command: "complete", door: "event", deliveryId: "e-1" },
      ...{ correlationId: "c-9", causationId: id, hops: 3 },
    });
  });

  test("counts once as rejected when it is done with, however often it failed before; one that is queued counts as accepted", async () => {
    aws.failing.parked = true;
    await expect(accept(event({ sessionId }))).rejects.toThrow();
    expect(aws.taken.counted).toEqual([]);
    aws.failing.parked = false;
    await accept(event({ sessionId }));
    await accept(event({ sessionId, number: "1" }));
    expect(aws.taken.counted).toEqual([
      ["rejected", 1],
      ["accepted", 1],
    ]);
  });

  test("has the same outcome id every time, so that whoever listens can drop a repetition", async () => {
    await accept(event({ sessionId, stauts: "x" }));
    await accept(event({ sessionId, stauts: "x" }));
    const [one, other] = aws.taken.published;
    expect(one?.detail.id).toBe(other?.detail.id);
  });

  test("says every problem at once, of the event and of its command", async () => {
    await accept(event({ hops: "1", correlationId: "", occurredAt: "x", sessionId: "", status: "x" }));
    expect(aws.taken.published[0]?.detail.issues?.map(({ path }) => path)).toEqual([
      "occurredAt",
      "correlationId",
      "hops",
      "sessionId",
      "status",
    ]);
  });

  test("never tells, nor logs, what a contact wrote or how to reach them", async () => {
    const canary = "canario-7f3a";
    const phone = "5511987654321";
    for (const detail of [
      { sessionId, command: "note", text: [canary] },
      { sessionId, command: "complete", note: canary, farewell: [canary], extra: phone },
      { sessionId, metadata: { cpf: [canary], [`${phone}: ${canary}`]: {} }, number: Number(phone) },
      { session: { contactPhone: `${phone} ${canary}` }, status: canary },
      { session: { metadata: { phone: [phone] } }, status: "COMPLETED" },
      { sessionId: `${phone} ${canary}`, status: "COMPLETED", department: [canary], endAt: canary },
      { sessionId, [phone]: canary, status: "COMPLETED", classification: { description: [canary] } },
    ])
      await accept(event(detail));
    expect(counts()).toEqual({ queued: 0, parked: 7, published: 7 });
    expect(JSON.stringify(aws.taken.published)).not.toMatch(/canario|987654321/);
    expect(aws.taken.lines.join()).not.toMatch(/canario|987654321/);
  });

  test.each([[undefined], [null], [7], ["text"], [[]], [{}], [{ "detail-type": "Session Update Requested" }]])(
    "is kept even when it is no event at all: %j",
    async (nonsense) => {
      await accept(nonsense);
      expect(counts()).toEqual(parkedOnly);
      expect(aws.taken.parked[0]?.reason.code).toBe("ENVELOPE_INVALID");
    },
  );

  test("for going round in circles makes no event that would go round again", async () => {
    await accept(event({ sessionId, status: "COMPLETED", hops: 5 }));
    expect(counts()).toEqual(queuedOnly);
    await accept(event({ sessionId, status: "COMPLETED", hops: 6 }));
    await accept(event({ stauts: "x", hops: 7 }));
    expect(counts()).toEqual({ queued: 1, parked: 2, published: 0 });
    expect(aws.taken.parked.map(({ reason }) => reason.code)).toEqual(["HOPS_EXCEEDED", "HOPS_EXCEEDED"]);
  });
});

test("whatever is in an event, it is queued so that it can be read, or refused once; it is never thrown back", async () => {
  const seen = { queued: 0, refused: 0 };
  const json = anyInput.map((input) => {
    try {
      return JSON.parse(JSON.stringify(input) ?? "null") as unknown;
    } catch {
      return {};
    }
  });
  const good = fc.constantFrom<object>({ sessionId, status: "COMPLETED" }, { sessionId, command: "note", text: "x" });
  const key = fc.string({ minLength: 1 });
  const envelope = fc.record(
    { idempotencyKey: key, correlationId: key, causationId: key, hops: fc.integer({ min: -1, max: 7 }) },
    { requiredKeys: [] },
  );
  const detail = fc.oneof(
    json,
    fc.tuple(good, envelope).map((parts): unknown => Object.assign({}, ...parts)),
  );
  const text = fc.string({ unit: "binary", minLength: 1 });
  await fc.assert(
    fc.asyncProperty(detail, text, text, async (given, id, source) => {
      aws = recording();
      await accepter()(event(given, { id, source }));
      const { queued, parked } = counts();
      expect(queued + parked).toBe(1);
      for (const command of aws.taken.queued) expect(readCommand(JSON.stringify(command))).toEqual(command);
      seen.queued += queued;
      seen.refused += parked;
    }),
    { numRuns: 400 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
});

describe("what fails on our side is thrown, so that EventBridge repeats it:", () => {
  const good = event({ sessionId, status: "COMPLETED" });
  const bad = event({ sessionId, stauts: "COMPLETED" });
  const nothing = { queued: 0, parked: 0, published: 0 };

  test("the queue", async () => {
    aws.failing.queue = true;
    await expect(accept(good)).rejects.toMatchObject({ code: "QUEUE_UNAVAILABLE" });
    expect(counts()).toEqual(nothing);
    aws.failing.queue = false;
    await accept(good);
    expect(counts()).toEqual(queuedOnly);
  });

  test("the names of the accounts, where the event names one; one that names none needs them not", async () => {
    accept = accepter(async () => {
      throw new Fault(faults.tableUnavailable);
    });
    for (const named of [{ account: "filial" }, { companyId: known.get("filial")?.companyId }])
      await expect(accept(event({ sessionId, status: "COMPLETED", ...named }))).rejects.toMatchObject({
        code: "TABLE_UNAVAILABLE",
      });
    expect(counts()).toEqual(nothing);
    await accept(good);
    expect(counts()).toEqual(queuedOnly);
  });

  test("the bus, before anything is parked, and the parked queue", async () => {
    aws.failing.bus = true;
    await expect(accept(bad)).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
    expect(counts()).toEqual(nothing);
    Object.assign(aws.failing, { bus: false, parked: true });
    await expect(accept(bad)).rejects.toMatchObject({ code: "QUEUE_UNAVAILABLE" });
    expect(counts()).toEqual({ ...nothing, published: 1 });
    aws.failing.parked = false;
    await accept(bad);
    expect(counts()).toEqual({ queued: 0, parked: 1, published: 2 });
  });

  test("a defect", async () => {
    const broken = async () => {
      throw new TypeError("oops");
    };
    accept = accepter(broken);
    await expect(accept(event({ sessionId, status: "COMPLETED", account: "default" }))).rejects.toMatchObject({
      code: "INTERNAL",
    });
    expect(counts()).toEqual(nothing);
  });
});
