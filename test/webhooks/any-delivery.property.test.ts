// Whatever a sender signs, however clumsily it is written: it is taken or refused, and never a defect of ours.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { HooksConfigInput } from "../../lib/config.ts";
import type { Delivery } from "../../lib/webhooks/sources/sources.ts";
import { anySeed } from "../support/seeded-chance.ts";
import { webhookWorld, worldSession } from "../support/webhook-world.ts";
import { eachScheme } from "./signatures/support/scheme-cases.ts";

const ofForms = ["a=b", "&", "=", "+", "%", "%4", "%E9", "token=", "auth[application_token]=", "data.id"];
const ofMultipart = ["--a\r\n", "--a--\r\n", "--a", 'Content-Disposition: form-data; name="x"', "\r\n\r\n", "\n"];
const ofJson = ["{", "}", "[", "]", '"a"', ":", ",", "null", "1e999", "123456789012345678901", '{"__proto__":{"a":1}}'];
const ofIds = ['{"id":{"x":1}}', '{"id":null,"event_id":[1]}', '{"signature":[]}', '{"signature":{"token":{"a":1}}}'];
const ofCharsets = ["\ufeff", "é", "\0", "😀"];
const piece = fc.oneof(fc.constantFrom(...ofForms, ...ofMultipart, ...ofJson, ...ofIds, ...ofCharsets), fc.string());
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
const body: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.json({ maxDepth: 4 }).map((json) => Buffer.from(json)),
  text.map((each) => Buffer.from(each)),
  text.map((each) => Buffer.from(each, "latin1")),
  text.map((each) => Buffer.from(`\ufeff${each}`, "utf16le")),
);
const contentType = fc.constantFrom(
  "application/json",
  "application/json; charset=utf-16",
  "application/json; charset=shift_jis",
  'application/x-www-form-urlencoded; charset="x"',
  "multipart/form-data; boundary=b",
  "text/plain; charset=utf-7",
  "garbage;;;charset=",
);
const deliveryId = fc.constantFrom(undefined, "body.id", "body", "headers", "query", "$error('none')");

const map = ({ body: given }: Delivery) => [{ command: "note", sessionId: worldSession, text: "Pago" }, given];

describe("a delivery that is signed is taken or refused", () => {
  test.each(eachScheme)("%s", async (_name, { options, secret }) => {
    await fc.assert(
      fc.asyncProperty(secret, body, contentType, deliveryId, fc.nat(80), async (shared, bytes, type, id, length) => {
        const source = { verify: options, map, onNone: "ignore", ...(id !== undefined && { deliveryId: id }) };
        const config = { publicUrl: "https://hooks.example.com", sources: { crm: source } };
        const world = webhookWorld(config as unknown as HooksConfigInput, { crm: ["a-secret-that-is-replaced"] });
        const know = (known: string): void => {
          world.held.access = {
            ...world.held.access,
            sources: new Map([["crm", { secrets: [known], verifyTokens: [] }]]),
          };
        };
        know(shared.sign);
        const headers = { "content-type": type, "content-length": String(length) };
        const event = (() => {
          try {
            return world.signed("crm", { headers, body: bytes, base64: true });
          } catch {
            // Some schemes cannot sign such a body.
            return undefined;
          }
        })();
        if (event === undefined) return;
        know(shared.verify);
        const { statusCode = 0 } = await world.call(event);
        expect([200, 202, 204, 401]).toContain(statusCode);
        await world.workAll();
        expect(world.taken.lines.join("\n")).not.toContain("INTERNAL");
      }),
      { numRuns: 8, seed: anySeed() },
    );
  });
});
