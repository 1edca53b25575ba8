// The whole of hooks.config.ts in one pass: what is wrong with the sources is told beside what is wrong with everything else.
import { describe, expect, test } from "@jest/globals";
import { checkWholeConfig } from "../../lib/check-config.ts";
import { defineConfig } from "../../lib/config.ts";
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
        expect.stringMatching(/^autoClose\.policies\.esquecidos\.close\.farewell: .*\{nome\|/),
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
  });

  test("names a source whose name is wrong by what is wrong with the name, and looks at the source all the same", () => {
    const loja = { verify: "github", map: { session, statu: "body.x" } };
    expect(refused({ sources: { "loja nova": loja } })).toEqual([
      "sources.?: a name has 1 to 64 letters, digits, points, hyphens or underscores",
      "sources.?.map.statu: statu is not a property of update; the nearest one is status",
    ]);
  });

  test("tells what is wrong with a source's mapping beside what is wrong with its shape", () => {
    const lines = refused({
      sources: {
        loja: { verify: { schem: "hmac" }, map: "{ body.x" },
        crm: { verify: "githb", map: { session, statu: "body.x" }, acceptt: "body.y", filter: "body.z =" },
        erp: { verify: "token", publish: ["SESSION_NEW"], map: { session, number: "body.n =" } },
        site: "github",
      },
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^sources\.loja\.verify: must name a scheme/),
        expect.stringMatching(/^sources\.loja\.map .*JSONata/),
        expect.stringMatching(/^sources\.crm: unknown acceptt/),
        "sources.crm.verify: githb is no scheme we know; the nearest one is github",
        "sources.crm.map.statu: statu is not a property of update; the nearest one is status",
        expect.stringMatching(/^sources\.crm\.filter /),
        expect.stringMatching(/^sources\.erp: publish is for WTS Chat's own webhooks/),
        expect.stringMatching(/^sources\.erp\.map\.number /),
        expect.stringMatching(/^sources\.site: /),
      ]),
    );
    expect(lines.filter((line) => line.startsWith("sources.site"))).toHaveLength(1);
  });

  test("asks a mapping nothing about a look-up that is wrong in itself", () => {
    const verify = { scheme: "token", header: "x-token" };
    const lookup = { customer: { url: "http://api.asaas.com/v3/customers/{body.payment.customer}" } };
    const map = { session: { contactPhone: "lookup.customer.mobilePhone" }, status: "'COMPLETED'" };
    expect(refused({ sources: { asaas: { verify, lookup, map } } })).toEqual([
      expect.stringMatching(/^sources\.asaas\.lookup\.customer\.url: must be https/),
    ]);
    const phone = { contactPhone: "lookup.custmer.mobilePhone" };
    expect(refused({ sources: { asaas: { verify, lookup, map: { ...map, session: phone } } } })).toEqual([
      expect.stringMatching(/^sources\.asaas\.lookup\.customer\.url: must be https/),
      expect.stringMatching(/^sources\.asaas\.map\.session\.contactPhone asks for lookup\.custmer, /),
    ]);
  });

  test("refuses to look for lost webhooks where no source publishes what is looked for, in the same pass", () => {
    const nobody =
      "reconcile: looks for events that nobody publishes: no source of account default has publish with SESSION_NEW";
    const wts = { verify: "wts", publish: ["SESSION_NEW"] };
    expect(refused({ reconcile: { at: "03:00" }, limits: { share: 80 } })).toEqual([
      "limits.share: must be at most 1, and is 80",
      nobody,
    ]);
    expect(refused({ reconcile: { at: "03:00" }, sources: { wts: { ...wts, observe: true } } })).toEqual([nobody]);
    expect(checkWholeConfig({ reconcile: { at: "03:00" }, sources: { wts } }).advice).toEqual([]);
  });

  test("says that lost webhooks are never looked for where `reconcile` does not say when", () => {
    const adviceOn = (reconcile: object) => checkWholeConfig({ reconcile }).advice;
    expect(adviceOn({ days: 3 })).toEqual([expect.stringMatching(/^reconcile\.at: is left out, .*such as "03:00"$/)]);
    expect(adviceOn({ accounts: ["filial"] })).toHaveLength(1);
    expect(adviceOn({})).toEqual([]);
    // The build hands over what defineConfig has read, with every default in it.
    expect(checkWholeConfig(defineConfig({})).advice).toEqual([]);
  });

  test("says that a policy waits in vain where the only source that could wake it observes", () => {
    const wts = { verify: "wts", publish: ["SESSION_NEW"], observe: true };
    const routing = { policies: [{ name: "vendas", department: "Vendas", when: ["SESSION_NEW"] }] };
    expect(checkWholeConfig({ sources: { wts }, routing }).advice).toEqual([
      expect.stringMatching(/^routing\.policies\.vendas\.when: waits for SESSION_NEW, which no source of its account/),
    ]);
    expect(checkWholeConfig({ sources: { wts: { ...wts, observe: false } }, routing }).advice).toEqual([]);
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
