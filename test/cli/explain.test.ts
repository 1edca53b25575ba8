// What `explain` says of a delivery to somebody who did not ask for what is personal in it.
import { describe, expect, test } from "@jest/globals";
import { explainDelivery, hidePersonal } from "../../cli/webhooks/explain-delivery.ts";
import { defineConfig, type SourceInput } from "../../lib/config.ts";
import { parseDoors } from "../../lib/core/doors-secret.ts";
import { signRequest } from "../../local/sign-request.ts";

const secret = "a-secret-of-this-test-0123456789";
const now = new Date("2026-11-20T12:00:00Z");

const explain = async (more: Partial<SourceInput>) => {
  const config = defineConfig({ sources: { crm: { verify: "github", map: () => null, ...more } } });
  const source = config.sources.crm;
  if (!source) throw new Error("unreachable");
  const bytes = Buffer.from(JSON.stringify({ phone: "11 99999-0001", customer: "Maria Souza" }));
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
