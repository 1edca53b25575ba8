// The whole of hooks.config.ts in one pass: what is wrong with the sources is told beside what is wrong with everything else.
import { describe, expect, test } from "@jest/globals";
import { checkWholeConfig } from "../../lib/check-config.ts";
import { faultOf, problemLines } from "./support/fault-of.ts";

const refused = (given: unknown) => problemLines(faultOf(() => checkWholeConfig(given)));
const session = { contactPhone: "body.phone" };

describe("the whole configuration", () => {
  test("is refused with everything that is wrong with it at once, by the names of policies and sources", () => {
    const lines = refused({
      timeZone: "Mars/North",
      limits: { share: 80 },
      autoClose: { policies: [{ name: "esquecidos", idle: { hours: 0 }, close: { farewell: "Tchau, {nome}" } }] },
      routing: {
        policies: [
          { name: "vendas", when: ["backlog"], capacity: 0 },
          { name: "vip", when: ["backlog"], strategy: "direct" },
        ],
      },
      sources: {
        loja: { verify: "stirpe", map: { session, statu: "'OPEN'" } },
        crm: { verify: "github", map: { session: { contactFone: "body.x" }, number: "body.n" } },
        erp: { verify: "github" },
      },
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^timeZone: must be an IANA time zone/),
        "limits.share: must be at most 1, and is 80",
        "autoClose.policies.esquecidos.idle.hours: must be more than 0 hours, and is 0",
        "autoClose.policies.esquecidos.close.farewell: has a placeholder other than {policy} and {run}",
        "routing.policies.vendas.capacity: must be at least 1, and is 0",
        expect.stringMatching(/^routing\.policies\.vip\.strategy: "direct" needs a destination/),
        "sources.loja.verify: stirpe is no scheme we know; the nearest one is stripe",
        "sources.loja.map.statu: statu is not a property of update; the nearest one is status",
        "sources.crm.map.session.contactFone: contactFone is not a property of session; the nearest one is contactPhone",
        expect.stringMatching(/^sources\.erp: needs map/),
      ]),
    );
  });

  test("is looked at as far as its shape allows", () => {
    expect(refused([])).toHaveLength(1);
    expect(refused({ sources: "x", routing: 3 })).toHaveLength(2);
    expect(refused({ sources: { "bad name": { verify: "github", map: { session, statu: "x" } } } })).toHaveLength(1);
  });

  test("looks at the mapping of a source beside what is wrong with the source's other keys", () => {
    const map = { session: { contactFone: "body.phone" }, statu: "'PENDING'", status: "'OPEN'" };
    const wrong = [
      { onNone: "ignored" },
      { repeatedBody: "new" },
      { answer: 500 },
      { observe: "yes" },
      { lookup: { order: 7 } },
      { verify: 7 },
      { publish: ["SESSION_NEW"] },
    ];
    for (const each of wrong) {
      const lines = refused({ sources: { loja: { verify: "github", map, ...each } } });
      expect(lines).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^sources\.loja\.map\.session\.contactFone: /),
          expect.stringMatching(/^sources\.loja\.map\.statu: /),
          expect.stringMatching(/^sources\.loja\.map\.status: .*PENDING/),
        ]),
      );
      expect(lines).toHaveLength(4);
    }
    const both = refused({ sources: { loja: { verify: "githb", map: 7, onNone: "x", deliveryId: "body.(" } } });
    expect(both.map((line) => line.split(":")[0])).toEqual([
      "sources.loja.map",
      "sources.loja.onNone",
      "sources.loja.verify",
      expect.stringMatching(/^sources\.loja\.deliveryId/),
    ]);
  });

  test("knows the policies that its mappings name, of the account that the source is of", () => {
    const route = { command: "'route'", session, reason: "'pago'", policy: "'vendas'" };
    const sources = { loja: { verify: "github", map: route } };
    const policy = (more: object) => ({
      routing: { policies: [{ name: "vendas", when: ["requested"], ...more }] },
      sources,
    });
    const unknown = "sources.loja.map.policy: there is no routing policy of this name";
    expect(checkWholeConfig(policy({})).advice).toEqual([]);
    expect(refused(policy({ account: "filial" }))).toEqual([unknown]);
    expect(refused(policy({ enabled: false }))).toEqual([unknown]);
    expect(refused(policy({ name: "vendsa" }))).toEqual([`${unknown}; the nearest is vendsa`]);
  });

  test("is answered as defineConfig reads it", () => {
    expect(checkWholeConfig({}).config).toMatchObject({ timeZone: "America/Sao_Paulo", limits: { share: 0.8 } });
  });
});
