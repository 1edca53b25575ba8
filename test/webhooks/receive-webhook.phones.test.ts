// How a delivery names its session by phone: every spelling is understood at the door, what names nobody is ignored, and what narrows the search is checked.
import { describe, expect, test } from "@jest/globals";
import { rdstation } from "../../catalogue/sources/rdstation/source.ts";
import type { HooksConfigInput, SourceInput } from "../../lib/config.ts";
import type { QueueItem } from "../../lib/core/queue/queue-item.ts";
import { groupOf } from "../../lib/core/queue/queue-item.ts";
import { webhookEndpoint } from "../support/webhook-endpoint.ts";

const secret = "a-secret-of-this-test-0123456789";
const note = { command: "'note'", text: "'pago'" };
const byPhone: SourceInput = {
  verify: "github",
  map: { ...note, session: { contactPhone: "body.phone" } },
};
const endpointOf = (source: Partial<SourceInput> = {}, config: HooksConfigInput = {}) =>
  webhookEndpoint({ ...config, sources: { crm: { ...byPhone, ...source } } }, { crm: [secret] });
type Endpoint = ReturnType<typeof endpointOf>;
const queuedBy = ({ taken }: Endpoint) => (taken.queued as QueueItem[]).filter((item) => item.kind === "command");
const post = (endpoint: Endpoint, body: object, source = "crm") =>
  endpoint.call(endpoint.signed(source, { body: JSON.stringify(body) }));
const line = ({ taken }: Endpoint) => JSON.parse(taken.lines.at(-1) ?? "{}") as Record<string, unknown>;

describe("a phone number", () => {
  test.each<[unknown, string]>([
    ["+55 (011) 98004-5904", "5511980045904"],
    ["11980045904", "5511980045904"],
    [5511980045904, "5511980045904"],
    ["whatsapp:+5511980045904", "5511980045904"],
    ["5511980045904@c.us", "5511980045904"],
    ["+1 415 555 2671", "14155552671"],
  ])("%j is queued as digits, country code first", async (phone, contactPhone) => {
    const endpoint = endpointOf();
    await post(endpoint, { phone });
    expect(queuedBy(endpoint)[0]?.targeted.reference?.locator).toEqual({ contactPhone });
  });

  test("without a country code is one of the configured country", async () => {
    const endpoint = endpointOf({}, { phoneCountry: "351", phoneCountries: ["GB"] });
    await post(endpoint, { phone: "912 345 678" });
    await post(endpoint, { phone: "+44 020 7946 0958" });
    expect(queuedBy(endpoint).map(({ targeted }) => targeted.reference?.locator.contactPhone)).toEqual([
      "351912345678",
      "442079460958",
    ]);
  });

  test("of a mobile keeps the order of its commands, with and without the ninth digit", async () => {
    const endpoint = endpointOf();
    for (const phone of ["5511980045904", "11 8004-5904", "+55 11 98004-5904"]) await post(endpoint, { phone });
    await post(endpoint, { phone: "11 3004-5904" });
    const groups = queuedBy(endpoint).map((queued) => groupOf(queued));
    expect([new Set(groups.slice(0, 3)).size, new Set(groups).size]).toEqual([1, 2]);
  });

  test("that is none is parked with what it is, and not with what it says", async () => {
    const endpoint = endpointOf({ onNone: "ignore" });
    await post(endpoint, { phone: "123456789012345@lid" });
    expect(endpoint.taken.parked[0]?.reason.issues).toMatchObject([
      { path: "session.contactPhone", message: expect.stringContaining("@lid") },
    ]);
    expect(JSON.stringify(endpoint.taken.parked[0]?.reason)).not.toContain("123456789012345");
  });

  test("is told masked, with its other spelling, by a source that only observes", async () => {
    const endpoint = endpointOf({ observe: true });
    await post(endpoint, { phone: "11 98004-5904" });
    const said = endpoint.taken.lines.find((each) => each.includes("would be queued")) ?? "{}";
    expect(JSON.parse(said)).toMatchObject({ lookedFor: "55119****5904, 5511****5904" });
  });
});

describe("a command that names nobody", () => {
  const two: SourceInput["map"] = [
    { ...note, session: { contactPhone: "body.phone" } },
    { ...note, session: { contactPhone: "'5511980045904'" } },
  ];

  test.each([[{ phone: null }], [{ phone: "" }], [{}]])(
    "is ignored where onNone is ignore, and the others of its delivery go on: %j",
    async (body) => {
      const endpoint = endpointOf({ onNone: "ignore", map: two });
      expect((await post(endpoint, body)).statusCode).toBe(202);
      expect(queuedBy(endpoint)).toHaveLength(1);
      expect(endpoint.taken.parked).toEqual([]);
      expect(line(endpoint)).toMatchObject({
        delivery: "queued",
        ignored: [expect.stringMatching(/^commands\.0: .*onNone is ignore$/)],
      });
    },
  );

  test("leaves the ids of the others as they are", async () => {
    const whole = endpointOf({ onNone: "ignore", map: two });
    await post(whole, { id: 1, phone: "5511980045905" });
    const half = endpointOf({ onNone: "ignore", map: two, deliveryId: "'same'" });
    const both = endpointOf({ onNone: "ignore", map: two, deliveryId: "'same'" });
    await post(half, { phone: null });
    await post(both, { phone: null });
    expect(queuedBy(half)[0]?.id).toBe(queuedBy(both)[0]?.id);
    expect(new Set(queuedBy(whole).map(({ id }) => id)).size).toBe(2);
  });

  test("alone is told, and leaves the delivery alone to be kept", async () => {
    const endpoint = endpointOf({ onNone: "ignore" });
    await post(endpoint, { phone: null });
    expect(line(endpoint)).toMatchObject({ delivery: "ignored", ignored: [expect.anything()] });
    expect(endpoint.taken.queued).toMatchObject([{ kind: "delivery" }]);
  });

  test("is parked, with all of its delivery, where onNone is reject", async () => {
    const endpoint = endpointOf({ onNone: "reject", map: two });
    await post(endpoint, { phone: null });
    expect([endpoint.taken.queued, endpoint.taken.parked.length]).toEqual([[], 1]);
  });

  test("may be one of RD Station's leads", async () => {
    const endpoint = webhookEndpoint({ sources: { rd: rdstation } }, { rd: [secret] });
    const leads = [
      { personal_phone: null },
      { personal_phone: "+1 415 555 2671" },
      { personal_phone: "(11) 98004-5904" },
    ];
    await post(endpoint, { leads }, "rd");
    const locators = queuedBy(endpoint).map(({ targeted }) => targeted.reference?.locator);
    expect(locators).toEqual([{ contactPhone: "14155552671" }, { contactPhone: "5511980045904" }]);
  });

  test("has a pair of metadata for which nothing was found: it is not looked for without that pair", async () => {
    const map = { ...note, session: { metadata: { pedido: "body.order", loja: "body.shop" } } };
    const endpoint = endpointOf({ onNone: "ignore", map });
    await post(endpoint, { order: "42" });
    expect(queuedBy(endpoint)).toEqual([]);
    await post(endpoint, { order: "42", shop: "Centro" });
    expect(queuedBy(endpoint)[0]?.targeted.reference?.locator).toEqual({ metadata: { pedido: "42", loja: "Centro" } });
    const strict = endpointOf({ map });
    await post(strict, { order: "42" });
    expect(strict.taken.parked).toHaveLength(1);
  });
});

describe("a session that may be closed", () => {
  const locator = { contactPhone: "body.phone", closedWithinDays: 7 };

  test.each([
    [{ command: "'note'", text: "'pago'" }, true],
    [{ metadata: { pago: "'sim'" } }, true],
    [{ metadata: { pago: "'sim'" }, status: "'COMPLETED'" }, false],
    [{ status: "'PENDING'" }, false],
    [{ command: "'complete'" }, false],
    [{ command: "'message'", text: "'oi'" }, false],
    [{ command: "'transfer'", department: "'Comercial'" }, false],
  ])("takes notes and metadata, and nothing that could reopen it: %j", async (what, isTaken) => {
    const endpoint = endpointOf({ map: { ...what, session: locator } });
    await post(endpoint, { phone: "11980045904" });
    expect(endpoint.taken.queued).toHaveLength(isTaken ? 1 : 0);
    const refused = { reason: { issues: [expect.objectContaining({ path: "session.closedWithinDays" })] } };
    expect(endpoint.taken.parked).toMatchObject(isTaken ? [] : [refused]);
  });
});
