// What came by webhook and could not be done: shown with what a replay would do, replayed from its delivery, or discarded.
import { userInfo } from "node:os";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { asaas } from "../../catalogue/sources/asaas/source.ts";
import type { ShownDelivery } from "../../cli/deliveries/show-deliveries.ts";
import type { Explanation } from "../../cli/webhooks/explain-delivery.ts";
import { placeOf } from "../../lib/commands/queue/work-command.ts";
import { defineConfig } from "../../lib/config.ts";
import { resolvedCommandId } from "../../lib/core/command/command-id.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { queuedDelivery, rawDelivery, type StoredDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { entryOf } from "../../lib/records/ledger.ts";
import { rawDeliveries } from "../../lib/records/raw-deliveries.ts";
import { understandDelivery } from "../../lib/webhooks/mapping/understand-delivery.ts";
import { boxHere } from "../support/box-here.ts";
import { brazilianPhones } from "../support/brazilian-phones.ts";
import { type HooksForTests, runHere, startHooks } from "./support/hooks-for-tests.ts";
import { parkedCommand, sessionId } from "./support/queued-command.ts";

const config = defineConfig({
  sources: {
    asaas,
    loja: {
      verify: { scheme: "token", header: "x-token" },
      deliveryId: "body.id",
      map: [
        { command: "'note'", sessionId: "body.session", text: "body.text" },
        { command: "'transfer'", sessionId: "body.session", department: "'Comercial'" },
      ],
    },
    porTelefone: {
      verify: { scheme: "token", header: "x-token" },
      map: { command: "'transfer'", session: { contactPhone: "body.phone" }, department: "'Comercial'" },
    },
  },
});
let our: HooksForTests;
beforeAll(async () => {
  our = await startHooks({ config });
});
afterEach(() => our.empty());
afterAll(() => our.stop());

let serial = 0;
/** A delivery whose note was applied, and whose transfer was refused and parked, as often as its sender sent it. */
const refusedDelivery = async ({ times = 1 } = {}) => {
  serial += 1;
  const stored: StoredDelivery = {
    ...{ source: "loja", account: "default", method: "POST", headers: {}, query: {} },
    bytes: Buffer.from(JSON.stringify({ id: `pedido-${serial}`, session: sessionId, text: "Oi, Maria" })),
    ...{ contentHash: `c-${serial}`, lastingHash: `l-${serial}`, receivedAt: "2026-11-20T12:00:00.000Z" },
  };
  const loja = config.sources.loja;
  if (!loja) throw new Error("there is no source");
  const { items, identity } = await understandDelivery(loja, stored, {
    timeZone: config.timeZone,
    readPhone: brazilianPhones,
    box: boxHere(config.sources),
  });
  const raw = rawDelivery({ ...stored, identity });
  const [note, transfer] = (items as QueuedCommand[]).map((item) => ({ ...item, raw }));
  if (!note || !transfer) throw new Error("the mapping yields something else");
  await our.recordApplied(note);
  const place = placeOf(transfer);
  await our.ledger
    .attempt(place, entryOf(transfer, transfer.targeted.command), undefined, 1)
    .finish({ state: "rejected", remarks: { reasons: ["COMMAND_INVALID"] } });
  await rawDeliveries({ table: our.table, clock: our.clock, keptDays: 14 }).keep(
    { account: "default", source: transfer.source, deliveryId: transfer.deliveryId, receivedAt: stored.receivedAt },
    raw,
  );
  const messageIds = Array.from({ length: times }, () => our.put("Parked", parkedCommand(transfer, "COMMAND_INVALID")));
  return { note, transfer, messageIds, messageId: messageIds[0] ?? "" };
};
const short = (id: string): string => id.slice(0, 12);
const inCommands = () => our.inside("Commands").ready.map(({ body }) => body as { kind: string; attempt: number });

describe("what was refused is kept with its delivery", () => {
  test("`deliveries show` says so, by which scheme it was verified, and what it wanted", async () => {
    const { note, transfer } = await refusedDelivery();
    const [shown] = await our.json<readonly ShownDelivery[]>("deliveries", "show", transfer.id);
    expect(shown).toMatchObject({ command: "transfer", verifiedBy: "token", isKept: true, state: "rejected" });
    const [other] = await our.json<readonly ShownDelivery[]>("deliveries", "show", note.id);
    expect(other).toMatchObject({ command: "note", state: "applied" });
  });

  test("`explain --delivery` shows what today's mapping makes of it, texts hidden", async () => {
    const { transfer } = await refusedDelivery();
    const { steps } = await our.json<Explanation>("explain", "--delivery", transfer.id);
    expect(steps.map(({ step }) => step)).toEqual(expect.arrayContaining(["verification", "mapping", "commands"]));
    expect(JSON.stringify(steps)).not.toContain("Maria");
    const { code, stderr } = await our.hooks("explain", "--delivery", "f".repeat(64));
    expect([code, stderr]).toEqual([1, expect.stringContaining("knows no command")]);
  });
});

describe("parked show", () => {
  test("says of each command what became of it, and what a replay would do with this mapping", async () => {
    const { note, transfer, messageId } = await refusedDelivery();
    const { stdout } = await our.hooks("parked", "show", messageId);
    expect(stdout).toMatch(new RegExp(`0 +${short(note.id)} +applied .*note +${sessionId} .*skip: it was applied`));
    expect(stdout).toMatch(
      new RegExp(`1 +${short(transfer.id)} +rejected .*transfer +${sessionId} .*Comercial +apply`),
    );
    expect(stdout).toContain("replay      as a delivery, with the mapping that is deployed now, attempt 1");
    expect(stdout).toContain(`explain --parked ${messageId.slice(0, 8)}`);
    expect(stdout).not.toContain("Maria");
    expect((await our.hooks("parked", "show", messageId, "--reveal")).stdout).toContain("Oi, Maria");
  });

  test("says of what could not be looked up whom a replay asks first", async () => {
    const stored: StoredDelivery = {
      ...{ source: "asaas", account: "default", method: "POST", headers: {}, query: {} },
      bytes: Buffer.from(JSON.stringify({ id: "evt", event: "PAYMENT_RECEIVED", payment: { customer: "cus_7" } })),
      ...{ contentHash: "c", lastingHash: "l", receivedAt: "2026-11-20T12:00:00.000Z" },
    };
    const messageId = our.put("Parked", {
      reason: { code: "LOOKUP_FAILED", message: "lookup.customer: api.asaas.com answers 404", issues: [] },
      ...{ parkedAt: stored.receivedAt, door: "webhook", queued: queuedDelivery("a".repeat(64), stored) },
    });
    const { stdout } = await our.hooks("parked", "show", messageId);
    expect(stdout).toMatch(/LOOKUP_FAILED[\s\S]*A replay asks api\.asaas\.com first.*explain --parked <id> --look-up/);
  });

  test("says where the mapping of this folder cannot do it either", async () => {
    const { messageId } = await refusedDelivery();
    const broken = defineConfig({ sources: { outra: { verify: "github", map: () => null } } });
    const { stdout } = await runHere(["parked", "show", messageId], our.environment, { config: broken });
    expect(stdout).toMatch(/would have it parked again: hooks\.config\.ts has no source loja/);
  });
});

test("explain --parked tries a mapping on the delivery that a parked command came with", async () => {
  const { messageId } = await refusedDelivery();
  const { code, stdout } = await our.hooks("explain", "--parked", messageId);
  expect(code).toBe(0);
  expect(stdout).toContain("2 to be queued");
});

test("parked show says of one session's part what became of it, and that a replay does it again", async () => {
  const stored: StoredDelivery = {
    ...{ source: "porTelefone", account: "default", method: "POST", headers: {}, query: {} },
    bytes: Buffer.from(JSON.stringify({ phone: "11 98004-5904" })),
    ...{ contentHash: "c-part", lastingHash: "l-part", receivedAt: "2026-11-20T12:00:00.000Z" },
  };
  const { porTelefone } = config.sources;
  if (!porTelefone) throw new Error("there is no source");
  const options = { timeZone: config.timeZone, readPhone: brazilianPhones, box: boxHere(config.sources) };
  const { items, identity } = await understandDelivery(porTelefone, stored, options);
  const [whole] = items as QueuedCommand[];
  if (!whole) throw new Error("the mapping yields nothing");
  await our.ledger
    .attempt(placeOf(whole), entryOf(whole, whole.targeted.command), undefined, 0)
    .finish({ state: "applied", remarks: { sessionIds: [sessionId] } });
  const part = {
    ...whole,
    id: resolvedCommandId(whole.id, sessionId),
    causationId: whole.id,
    targeted: { command: { ...whole.targeted.command, sessionId } },
    raw: rawDelivery({ ...stored, identity }),
  };
  await our.ledger
    .attempt(placeOf(part), entryOf(part, part.targeted.command), undefined, 0)
    .finish({ state: "rejected", remarks: { reasons: ["COMMAND_INVALID"] } });
  const older = our.put("Parked", parkedCommand(part, "COMMAND_INVALID"));
  const newer = our.put("Parked", parkedCommand(part, "COMMAND_INVALID"));
  const { stdout } = await our.hooks("parked", "show", older);
  expect(stdout).toMatch(new RegExp(`^0 +${short(whole.id)} +applied in part .*apply$`, "m"));
  expect(stdout).toMatch(new RegExp(`^– +${short(part.id)} +rejected .*one session's part of 0 +apply$`, "m"));
  // It is called as the list calls it, whichever of its messages is named.
  const listed = (await our.hooks("parked", "list")).stdout;
  expect(listed).toContain(`${stdout.match(/^message +(.{8})/m)?.[1]} ×2`);
  expect([older, newer]).toContain(stdout.match(/^message +(\S+)/m)?.[1]);
});

describe("what its sender sent again, and was refused again", () => {
  test("is one row in the list, and one to replay: one delivery is queued, at an attempt above all, and nothing stays", async () => {
    const { messageIds } = await refusedDelivery({ times: 3 });
    const { stdout: list } = await our.hooks("parked", "list");
    const shown = messageIds.filter((id) => list.includes(`${id.slice(0, 8)} ×3 `));
    expect([shown.length, list.trimEnd().split("\n").length]).toEqual([1, 2]);
    const { code, stdout } = await our.hooks("parked", "replay", messageIds[1] ?? "");
    expect(code).toBe(0);
    expect(stdout).toMatch(/skip: it was applied[\s\S]*replayed {2}as a delivery/);
    expect(inCommands()).toMatchObject([{ kind: "delivery", attempt: 1, source: "loja" }]);
    expect(our.inside("Parked").ready).toEqual([]);
    expect(our.inside("Parked").hidden).toBe(0);
  });
});

test("parked replay notes on the command's record who had it done again, and a later attempt leaves that there", async () => {
  const { transfer, messageId } = await refusedDelivery();
  const by = userInfo().username;
  expect(await our.json("parked", "replay", messageId)).toMatchObject([{ replayed: true, by, isNoted: true }]);
  const known = await our.ledger.read(placeOf(transfer), transfer.id);
  expect(known).toMatchObject({ replayed: { by, at: expect.stringMatching(/^20\d\d-/) } });
  await our.ledger
    .attempt(placeOf(transfer), entryOf(transfer, transfer.targeted.command), known, 1)
    .finish({ state: "rejected", remarks: { reasons: ["COMMAND_INVALID"] } });
  expect(await our.json("deliveries", "show", transfer.id)).toMatchObject([{ replayed: { by } }]);
  expect((await our.hooks("deliveries", "show", transfer.id)).stdout).toMatch(
    new RegExp(`^replayed +\\S+ \\S+ UTC by ${by}$`, "m"),
  );
  expect((await our.hooks("session", sessionId)).stdout).toMatch(new RegExp(`replayed .* by ${by}`));
});

describe("parked discard", () => {
  test("takes all of a command's messages away, and notes on its record who said so and why", async () => {
    const { transfer, messageId } = await refusedDelivery({ times: 2 });
    const { code, stdout } = await our.hooks("parked", "discard", messageId, "--reason", "pedido cancelado", "--yes");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Discarded .*transfer for .*COMMAND_INVALID, 2 messages\): pedido cancelado$/m);
    expect([our.inside("Parked").ready, inCommands()]).toEqual([[], []]);
    expect(await our.ledger.read(placeOf(transfer), transfer.id)).toMatchObject({
      discarded: { by: userInfo().username, why: "pedido cancelado" },
    });
    expect((await our.hooks("deliveries", "show", transfer.id)).stdout).toMatch(/^discarded .*: pedido cancelado$/m);
    expect((await our.hooks("session", sessionId)).stdout).toMatch(/discarded .*: pedido cancelado/);
  });

  test("asks first, and does nothing where nobody says yes", async () => {
    const { messageId } = await refusedDelivery();
    const alone = await our.hooks("parked", "discard", messageId, "--reason", "x");
    expect(alone).toMatchObject({ code: 1, stderr: expect.stringContaining("add --yes if that is meant") });
    expect(our.inside("Parked").ready).toHaveLength(1);
    expect(our.inside("Parked").hidden).toBe(0);
    expect((await our.hooks("parked", "discard", messageId, "--yes")).code).toBe(2);
  });

  test("says where there is no record of it", async () => {
    const id = our.put("Parked", {
      reason: { code: "X", message: "", issues: [] },
      parkedAt: "2026-11-20T12:00:00.000Z",
      door: "queue",
      body: "{",
    });
    const { stdout } = await our.hooks("parked", "discard", id, "--reason", "lixo", "--yes");
    expect(stdout).toContain("lixo (there is no record of it to note that on)");
  });
});

describe("deliveries replay", () => {
  test("shows what it would do, and does it only when that is meant", async () => {
    const { transfer } = await refusedDelivery();
    const dry = await our.hooks("deliveries", "replay", transfer.id, "--dry-run");
    expect(dry.stdout).toMatch(/skip: it was applied[\s\S]*apply/);
    expect((await our.hooks("deliveries", "replay", transfer.id)).code).toBe(1);
    expect(inCommands()).toEqual([]);
    const done = await our.hooks("deliveries", "replay", transfer.deliveryId, "--yes");
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining("Replayed, attempt 1") });
    expect(inCommands()).toMatchObject([{ kind: "delivery", attempt: 1 }]);
  });

  test("refuses what nothing is kept of, and says why that may be", async () => {
    const { note } = await refusedDelivery();
    const other = { ...note, id: "f".repeat(64), deliveryId: "other" };
    await our.recordApplied(other);
    expect(await our.hooks("deliveries", "replay", other.id, "--yes")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("no delivery is kept of it"),
    });
  });
});
