// What users' own tests ask of their sources is what the endpoint and the worker would do.
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { asaas } from "../../catalogue/sources/asaas/source.ts";
import { crm } from "../../catalogue/sources/crm/source.ts";
import { rdstation } from "../../catalogue/sources/rdstation/source.ts";
import { wts } from "../../catalogue/sources/wts/source.ts";
import { deliver } from "../../testing/testing.ts";

const sampleOf = (file: string) => new URL(`../../events/receive-webhook/${file}`, import.meta.url);
const answersOf = (file: string) => JSON.parse(readFileSync(sampleOf(file), "utf8")).$answers;

test("a sample becomes the commands that its mapping says, named as the mapping names them", async () => {
  const { commands, passed } = await deliver(crm, sampleOf("202-crm-deal-won.json"));
  expect(passed).toBe(true);
  expect(commands).toMatchObject([
    { command: "complete", sessionId: expect.any(String), metadata: { negocio: "981" } },
  ]);
});

test("a body alone will do, and one session is named by a phone number", async () => {
  const body = { leads: [{ personal_phone: "(11) 98004-5904" }, { personal_phone: null }] };
  expect((await deliver(rdstation, body)).commands).toEqual([
    { session: { contactPhone: "5511980045904" }, command: "transfer", department: "Comercial" },
  ]);
});

test("what is filtered out yields nothing", async () => {
  expect(await deliver(crm, { type: "deal.lost", id: "1" })).toEqual({ passed: false, commands: [], events: [] });
});

test("who has another secret is refused", async () => {
  expect((await deliver(crm, sampleOf("202-crm-deal-won.json"), { forged: true })).refused).toBe("SIGNATURE_MISMATCH");
  expect((await deliver(rdstation, { leads: [] }, { forged: true })).refused).toBe("SIGNATURE_MISMATCH");
});

test("what the sender's API answers is given, and asked for where it is not", async () => {
  const file = "200-asaas-payment-received.json";
  expect((await deliver(asaas, sampleOf(file), { answers: answersOf(file) })).commands).toHaveLength(1);
  await expect(deliver(asaas, sampleOf(file))).rejects.toThrow(
    "give what it answers as `answers`, by the names customer",
  );
});

test("WTS's own events are named by their types", async () => {
  expect((await deliver(wts, sampleOf("200-wts-session-new.json"))).events).toEqual(["WTS SESSION_NEW"]);
});

test("what would be parked is thrown, and a wrong source is refused as the build refuses it", async () => {
  const odd = { verify: "github", map: () => ({ sessionId: "no id", status: "PENDING" }) };
  await expect(deliver(odd, { a: 1 })).rejects.toMatchObject({ kind: { code: "COMMAND_INVALID" } });
  await expect(deliver({ ...odd, verify: "" }, { a: 1 })).rejects.toThrow("sources.source.verify");
});

test("a sender whose key nobody has cannot be played, which is said", async () => {
  await expect(deliver({ verify: "woovi", map: () => [] }, { a: 1 })).rejects.toThrow("no test can sign as it does");
});
