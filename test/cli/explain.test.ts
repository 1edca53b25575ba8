// What `explain` says of a delivery to somebody who did not ask for what is personal in it.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { explainDelivery, hidePersonal } from "../../cli/webhooks/explain-delivery.ts";
import type { LookupChoice } from "../../cli/webhooks/lookup-steps.ts";
import { defineConfig, type SourceInput } from "../../lib/config.ts";
import { parseAccess } from "../../lib/core/access-secret.ts";
import { signRequest } from "../../local/sign-request.ts";
import { boxHere } from "../support/box-here.ts";
import { type StartedSender, startSender } from "../support/senders/sender-api.ts";

const secret = "a-secret-of-this-test-0123456789";
const lookupSecret = "a-lookup-secret-of-this-test-0123";
const now = new Date("2026-11-20T12:00:00Z");

const explain = async (
  more: Partial<SourceInput>,
  body: object = { phone: "11 99999-0001", customer: "Maria Souza" },
  lookup?: LookupChoice,
) => {
  const config = defineConfig({ sources: { crm: { verify: "github", map: () => null, ...more } } });
  const source = config.sources.crm;
  if (!source) throw new Error("unreachable");
  const bytes = Buffer.from(JSON.stringify(body));
  const request = { method: "POST", path: { source: "crm" }, query: {}, rawQuery: "", headers: {}, bytes };
  const { headers } = signRequest(request, { name: "crm", source, secret, publicUrl: undefined, now });
  const access = parseAccess(JSON.stringify({ clients: {}, sources: { crm: { secrets: [secret], lookupSecret } } }));
  return explainDelivery(
    { ...request, headers },
    { config, name: "crm", source, access, now, box: boxHere(config.sources), ...(lookup && { lookup }) },
  );
};

describe("unless it is asked for, nothing of a contact is shown", () => {
  test.each([
    [
      "the words of a mapping that throws",
      {
        map: ({ body }) => {
          throw new Error(`nobody is called ${body.customer} (${body.phone})`);
        },
      },
    ],
    ["the words of an expression that throws", { map: { sessionId: "$number(body.customer & body.phone)" } }],
    ["a delivery's id", { deliveryId: "body.customer & body.phone" }],
  ] as [string, Partial<SourceInput>][])("%s", async (_what, source) => {
    const explanation = await explain(source);
    expect(JSON.stringify(explanation)).toMatch(/Maria Souza.*99999-0001/);
    expect(JSON.stringify(hidePersonal(explanation))).not.toMatch(/Maria|99999/);
    expect(hidePersonal(explanation).verdict).toBe(explanation.verdict);
  });
});

describe("a command for a contact's phone number", () => {
  const map = { command: "'note'", text: "'pago'", session: { contactPhone: "body.phone" } };

  test("shows which numbers will be looked for, masked, also to whoever may not see them", async () => {
    const explanation = hidePersonal(await explain({ map }));
    const { says, shows } = explanation.steps.find(({ step }) => step === "commands") ?? {};
    expect(says).toEqual(["1 to be queued"]);
    expect(shows).toMatchObject([{ looksFor: ["55119****0001", "5511****0001"] }]);
    expect(JSON.stringify(explanation)).not.toContain("99990001");
  });

  test("says what is no number, and why nobody is looked for", async () => {
    const refused = await explain({ map, onNone: "ignore" }, { phone: "1203630252@g.us" });
    expect(refused.steps.at(-1)).toMatchObject({ ok: false, says: [expect.stringContaining("a group of WhatsApp")] });
    const ignored = await explain({ map, onNone: "ignore" }, { phone: null });
    expect(ignored.steps.at(-1)).toMatchObject({
      step: "commands",
      says: ["0 to be queued", "ignored: there is no value for contactPhone, and onNone is ignore"],
    });
    expect(ignored.verdict).toBe("taken, and nothing is done");
  });
});

describe("what the source looks up", () => {
  let sender: StartedSender;
  beforeAll(async () => {
    sender = await startSender({
      admits: (headers) => headers["x-key"] === lookupSecret,
      refusal: { status: 401, body: {} },
      find: (path) =>
        path === "/customers/Maria%20Souza"
          ? { status: 200, body: { id: 7, session: "s-7" } }
          : { status: 404, body: {} },
    });
  });
  afterAll(() => sender.stop());
  const access = parseAccess(JSON.stringify({ clients: {}, sources: { crm: { secrets: [secret], lookupSecret } } }));
  const source = (path = "customers/{body.customer}"): Partial<SourceInput> => ({
    lookup: {
      customer: { url: `${sender.url}/${path}`, headers: { "x-key": "{secret}" } },
      notes: { url: `${sender.url}/notes/{lookup.customer.note}` },
    },
    map: { sessionId: "lookup.customer.session", status: "'PENDING'" },
  });
  const stepOf = ({ steps }: Awaited<ReturnType<typeof explain>>, name: string) =>
    steps.find(({ step }) => step === name);

  test("is shown and not asked: host and header to all, the address only to who asks for what is personal", async () => {
    const explanation = await explain(source());
    expect(sender.asked).toEqual([]);
    expect(stepOf(explanation, "lookup")).toMatchObject({
      ok: true,
      says: [
        `customer: GET ${new URL(sender.url).host} with x-key`,
        expect.stringMatching(/^notes: GET .*, if what customer answers names one$/),
      ],
      quotes: [`customer: ${sender.url}/customers/Maria%20Souza`],
    });
    expect(JSON.stringify(hidePersonal(explanation))).not.toMatch(/Maria/);
    expect(explanation.verdict).toMatch(
      /^taken, and looked up by the worker: give what its API answers with --answers/,
    );
    expect(stepOf(explanation, "commands")).toBeUndefined();
  });

  test("is asked where that is wanted, and mapped", async () => {
    const explanation = await explain(source(), undefined, { access });
    expect(sender.asked).toEqual(["GET /customers/Maria%20Souza"]);
    expect(stepOf(explanation, "lookup")?.says).toEqual(["customer: answered", "notes: nothing is asked"]);
    expect(stepOf(explanation, "commands")?.shows).toMatchObject([{ command: { sessionId: "s-7" } }]);
    expect(explanation.verdict).toMatch(/^not looked up: it would be queued/);
    expect(JSON.stringify(explanation)).not.toContain(lookupSecret);
  });

  test("takes the answers that are given in place of the sender's", async () => {
    sender.asked.length = 0;
    const explanation = await explain(source(), undefined, { answers: { customer: { session: "s-8" } } });
    expect(sender.asked).toEqual([]);
    expect(stepOf(explanation, "commands")?.shows).toMatchObject([{ command: { sessionId: "s-8" } }]);
  });

  test("says what the sender refuses, and what the mapping makes of a wrong answer", async () => {
    const refused = await explain(source("nowhere/{body.customer}"), undefined, { access });
    expect(stepOf(refused, "lookup")).toMatchObject({ ok: false, says: [expect.stringMatching(/answers 404/)] });
    expect(refused.verdict).toMatch(/^taken, and parked for people/);
    const unmapped = await explain(source(), undefined, { answers: { customer: { id: 7 } } });
    expect(stepOf(unmapped, "checks")).toMatchObject({ ok: false });
  });

  test("is not even planned for what the filter takes out", async () => {
    const explanation = await explain({ ...source(), filter: "false" });
    expect(stepOf(explanation, "lookup")).toBeUndefined();
    expect(explanation.verdict).toBe("taken, and nothing is done");
  });
});
