// What a mapping yields: one expression may yield several commands, and what is null in a payload is left out as what is not there.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { defineConfig } from "../../../lib/config.ts";
import { askSource, yieldedBy } from "../../../lib/webhooks/mapping/ask-source.ts";
import type { Mapping } from "../../../lib/webhooks/sources/sources.ts";
import { boxHere } from "../../support/box-here.ts";

const evaluated = async (map: Mapping, body: unknown) => {
  const { crm } = defineConfig({ sources: { crm: { verify: "github", map } } }).sources;
  if (!crm) throw new Error("there is no source");
  const receivedAt = "2026-11-30T18:00:00.000Z";
  const delivery = { source: "crm", method: "POST", headers: {}, query: {}, body, receivedAt, lookup: {} };
  const { map: result } = await askSource(boxHere({ crm }), crm, { source: "crm", delivery, parts: ["map"] });
  return yieldedBy("map", result);
};

describe("a mapping of one expression", () => {
  const map = "body.leads.{ 'sessionId': id, 'metadata': { 'lead': name, 'origem': origin } }";
  const lead = (id: string, origin?: string | null) => ({ id, name: `lead ${id}`, origin });
  const command = (id: string, metadata: object = {}) => ({
    sessionId: id,
    metadata: { lead: `lead ${id}`, ...metadata },
  });

  test.each([
    [0, [], undefined],
    [1, [lead("a", "site")], command("a", { origem: "site" })],
    [2, [lead("a", null), lead("b", "site")], [command("a"), command("b", { origem: "site" })]],
  ])("yields %d commands for as many leads", async (_count, leads, expected) => {
    expect(await evaluated(map, { leads })).toEqual(expected);
  });

  test("yields as many commands as there are leads", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uuid(), { maxLength: 12 }), async (ids) => {
        const yielded = await evaluated(map, { leads: ids.map((id) => lead(id)) });
        const commands = [yielded ?? []].flat();
        expect(commands).toEqual(ids.map((id) => command(id)));
      }),
      { numRuns: 30 },
    );
  });

  test("may be any expression that yields a command", async () => {
    const conditional = "body.paid ? { 'sessionId': body.id, 'status': 'COMPLETED' }";
    expect(await evaluated(conditional, { id: "a", paid: true })).toEqual({ sessionId: "a", status: "COMPLETED" });
    expect(await evaluated(conditional, { id: "a", paid: false })).toBeUndefined();
    expect(await evaluated("body.command", { command: null })).toBeUndefined();
    expect(await evaluated("[body.first, body.second]", { first: null, second: { sessionId: "a" } })).toEqual([
      { sessionId: "a" },
    ]);
  });
});

describe("what a function returns", () => {
  const body = { at: null };

  test.each<[string, Mapping, unknown]>([
    [
      "a list, of which one has nothing left to write",
      () => [
        { sessionId: "a", metadata: { pago: null } },
        { sessionId: "b", metadata: [{ key: "pago", value: null }] },
        { sessionId: "c", metadata: { pago: null, valor: 1 } },
      ],
      [{ sessionId: "c", metadata: { valor: 1 } }],
    ],
    [
      "a command that is more than an update",
      () => ({ command: "complete", sessionId: "a", metadata: { pago: null } }),
      { command: "complete", sessionId: "a" },
    ],
    [
      "a command that has a mask, for the mistake to show",
      () => ({ sessionId: "a", fields: ["Metadata"], metadata: { pago: null } }),
      { sessionId: "a", fields: ["Metadata"] },
    ],
    ["metadata that is to be cleared", () => ({ sessionId: "a", metadata: null }), { sessionId: "a", metadata: null }],
    ["no command at all", () => "text", "text"],
    ["nothing", () => null, undefined],
  ])("is taken as it is meant: %s", async (_what, map, expected) => {
    expect(await evaluated(map, body)).toEqual(expected);
  });
});

describe("what is null in the payload", () => {
  const body = { id: "a", paymentDate: null, value: 5, lists: [1, null], inner: { no: null, yes: 1, list: [null] } };

  test.each<[string, Mapping, unknown]>([
    [
      "a key of metadata",
      { sessionId: "body.id", metadata: { pago: "body.paymentDate", valor: "body.value", falta: "body.nothing" } },
      { sessionId: "a", metadata: { valor: 5 } },
    ],
    [
      "an entry of metadata as a list",
      {
        sessionId: "body.id",
        metadata: [
          { key: "'pago'", value: "body.paymentDate" },
          { key: "'valor'", value: "body.value" },
        ],
      },
      { sessionId: "a", metadata: [{ key: "valor", value: 5 }] },
    ],
    [
      "all of metadata, beside another field",
      { sessionId: "body.id", number: "'7'", metadata: { pago: "body.paymentDate" } },
      { sessionId: "a", number: "7" },
    ],
    ["all that an update would write", { sessionId: "body.id", metadata: { pago: "body.paymentDate" } }, undefined],
    ["the one field of an update", { command: "update", sessionId: "body.id", endAt: "body.paymentDate" }, undefined],
    [
      "one update of two",
      [
        { sessionId: "body.id", endAt: "body.paymentDate" },
        { sessionId: "body.id", number: "'7'" },
      ],
      [{ sessionId: "a", number: "7" }],
    ],
    [
      "a field that null would clear",
      { sessionId: "body.id", endAt: "body.paymentDate", userId: "body.paymentDate", number: "'7'" },
      { sessionId: "a", number: "7" },
    ],
    [
      "a part of a classification",
      { sessionId: "body.id", classification: { category: "'WON'", amount: "body.paymentDate" } },
      { sessionId: "a", classification: { category: "WON" } },
    ],
    [
      "one of two ways to name a session",
      { session: { contactPhone: "body.paymentDate", contactId: "body.id" }, number: "'7'" },
      { session: { contactId: "a" }, number: "7" },
    ],
    [
      "within what an expression yields whole",
      { sessionId: "body.id", metadata: "body.inner" },
      { sessionId: "a", metadata: { yes: 1, list: [null] } },
    ],
    [
      "within one expression for all",
      "{ 'sessionId': body.id, 'number': '7', 'metadata': { 'pago': body.paymentDate } }",
      { sessionId: "a", number: "7" },
    ],
    [
      "within the metadata that a function returns",
      ({ body: sent }) => ({ sessionId: sent.id, metadata: { pago: sent.paymentDate, valor: sent.value } }),
      { sessionId: "a", metadata: { valor: 5 } },
    ],
    [
      "all of it that a function returns",
      ({ body: sent }) => ({ sessionId: sent.id, metadata: { pago: sent.paymentDate } }),
      undefined,
    ],
  ])("is left out, and nothing else is: %s", async (_what, map, expected) => {
    expect(await evaluated(map, body)).toEqual(expected);
  });

  test.each<[string, Mapping, unknown]>([
    [
      "a null that the mapping has written",
      { sessionId: "body.id", endAt: null, userId: null },
      { sessionId: "a", endAt: null, userId: null },
    ],
    [
      "a null that a function returns",
      ({ body: sent }) => ({ sessionId: sent.id, endAt: sent.paymentDate }),
      { sessionId: "a", endAt: null },
    ],
    [
      "nobody, who is expected",
      { sessionId: "body.id", number: "'7'", expect: { userId: "body.paymentDate" } },
      { sessionId: "a", number: "7", expect: { userId: null } },
    ],
    [
      "a session that is named by nothing",
      { session: { contactPhone: "body.paymentDate" }, number: "'7'" },
      { session: { contactPhone: null }, number: "7" },
    ],
    [
      "what is not in the payload at all, for somebody to see",
      { sessionId: "body.id", metadata: { pago: "body.paymentDat" } },
      { sessionId: "a", metadata: {} },
    ],
    [
      "what a session is to have beside its contact, so that no other one is found",
      { session: { contactPhone: "body.id", channel: "body.paymentDate", department: "body.gone" }, number: "'7'" },
      { session: { contactPhone: "a", channel: null, department: null }, number: "7" },
    ],
    [
      "a pair by which a session is found",
      { session: { metadata: { pedido: "body.id", loja: "body.gone", caixa: "body.paymentDate" } }, number: "'7'" },
      { session: { metadata: { pedido: "a", loja: null, caixa: null } }, number: "7" },
    ],
    [
      "a note without its text",
      { command: "'note'", sessionId: "body.id", text: "body.paymentDate" },
      { command: "note", sessionId: "a" },
    ],
  ])("stays where it means something: %s", async (_what, map, expected) => {
    expect(await evaluated(map, body)).toEqual(expected);
  });

  test("never reaches metadata, whatever else is there", async () => {
    const value = fc.constantFrom(null, undefined, "x", 0, false, "");
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom("a", "b", "c"), value), async (found) => {
        const map = { sessionId: "'s'", number: "'7'", metadata: { a: "body.a", b: "body.b", c: "body.c" } };
        const { metadata = {} } = Object(await evaluated(map, found));
        const there = Object.entries(found).filter(([, each]) => each !== null && each !== undefined);
        expect(metadata).toEqual(Object.fromEntries(there));
      }),
      { numRuns: 50 },
    );
  });
});
