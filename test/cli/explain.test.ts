// What `explain` says of a delivery to somebody who did not ask for what is personal in it.
import { describe, expect, test } from "@jest/globals";
import { explainDelivery, hidePersonal } from "../../cli/webhooks/explain-delivery.ts";
import { defineConfig, type SourceInput } from "../../lib/config.ts";
import { parseDoors } from "../../lib/core/doors-secret.ts";
import { signRequest } from "../../local/sign-request.ts";

const secret = "a-secret-of-this-test-0123456789";
const now = new Date("2026-11-20T12:00:00Z");

const explain = async (
  more: Partial<SourceInput>,
  body: object = { phone: "11 99999-0001", customer: "Maria Souza" },
) => {
  const config = defineConfig({ sources: { crm: { verify: "github", map: () => null, ...more } } });
  const source = config.sources.crm;
  if (!source) throw new Error("unreachable");
  const bytes = Buffer.from(JSON.stringify(body));
  const request = { method: "POST", path: { source: "crm" }, query: {}, rawQuery: "", headers: {}, bytes };
  const { headers } = signRequest(request, { name: "crm", source, secret, publicUrl: undefined, now });
  const doors = parseDoors(JSON.stringify({ clients: {}, sources: { crm: [secret] } }));
  return explainDelivery({ ...request, headers }, { config, name: "crm", source, doors, now });
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
