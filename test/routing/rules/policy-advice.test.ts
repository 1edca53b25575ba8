// What the build says of policies that are right and do not do what their author thinks, since somebody else has to do something.
import { describe, expect, test } from "@jest/globals";
import { checkWholeConfig } from "../../../lib/check-config.ts";
import type { HooksConfigInput } from "../../../lib/config.ts";

type Policy = NonNullable<NonNullable<HooksConfigInput["routing"]>["policies"]>[number];

const wts = (publish: string[], account?: string) => ({
  verify: "wts",
  publish,
  ...(account !== undefined && { account }),
});
const advice = (policies: Policy[], sources: HooksConfigInput["sources"] = {}) =>
  checkWholeConfig({ routing: { policies }, sources }).advice;
const vendas = (more: Partial<Policy> = {}): Policy => ({
  name: "vendas",
  when: ["requested"],
  department: "Comercial",
  ...more,
});

describe("a trigger that no source publishes is told, by the policy's name", () => {
  test.each<[string, Partial<Policy>, HooksConfigInput["sources"], RegExp]>([
    [
      "its only one",
      { when: ["SESSION_NEW"] },
      {},
      /^routing\.policies\.vendas\.when: waits for SESSION_NEW, .* so it never acts by itself: .*publish: \["SESSION_NEW"\]/,
    ],
    ["one of two", { when: ["SESSION_NEW", "backlog"] }, {}, /so only its other triggers wake it/],
    ["both", { when: ["SESSION_NEW", "SESSION_UPDATE"] }, {}, /waits for SESSION_NEW and SESSION_UPDATE/],
    [
      "the other one is published",
      { when: ["SESSION_UPDATE"] },
      { wts: wts(["SESSION_NEW"]) },
      /waits for SESSION_UPDATE/,
    ],
    [
      "published for another account",
      { when: ["SESSION_NEW"] },
      { wts: wts(["SESSION_NEW"], "filial") },
      /waits for SESSION_NEW/,
    ],
    [
      "published for the configuration's own account only",
      { when: ["SESSION_NEW"], account: "filial" },
      { wts: wts(["SESSION_NEW"]) },
      /waits for SESSION_NEW/,
    ],
  ])("%s", (_what, policy, sources, expected) => {
    const lines = advice([vendas(policy)], sources).filter((line) => line.startsWith("routing."));
    expect(lines).toEqual([expect.stringMatching(expected)]);
  });

  test.each<[string, Partial<Policy>, HooksConfigInput["sources"]]>([
    ["it is published", { when: ["SESSION_NEW"] }, { wts: wts(["SESSION_NEW"]) }],
    [
      "it is published for that account",
      { when: ["SESSION_NEW"], account: "filial" },
      { w: wts(["SESSION_NEW"], "filial") },
    ],
    [
      "two sources publish one each",
      { when: ["SESSION_NEW", "SESSION_UPDATE"] },
      { a: wts(["SESSION_NEW"]), b: wts(["SESSION_UPDATE"]) },
    ],
    [
      "nobody has to publish it",
      {
        when: [
          "requested",
          "backlog",
          "ownerUnavailable",
          { ownerSilent: { minutes: 5 } },
          { noFirstResponse: { minutes: 5 } },
        ],
      },
      {},
    ],
    ["the policy is switched off", { when: ["SESSION_NEW"], enabled: false }, {}],
  ])("but not where %s", (_what, policy, sources) => {
    expect(advice([vendas(policy)], sources)).toEqual([]);
  });
});

describe("published events that no policy waits for", () => {
  test("are told where the account has policies, by the source's name", () => {
    const lines = advice([vendas({ when: ["SESSION_NEW"] })], {
      wts: wts(["SESSION_NEW", "SESSION_UPDATE", "SESSION_COMPLETE"]),
    });
    expect(lines).toEqual([
      expect.stringMatching(
        /^sources\.wts\.publish: no policy of the account default waits for SESSION_UPDATE; leave it out/,
      ),
    ]);
  });

  test("are somebody else's where the account has none", () => {
    expect(advice([], { wts: wts(["SESSION_NEW"]) })).toEqual([]);
    expect(advice([vendas({ account: "filial" })], { wts: wts(["SESSION_NEW"]) })).toEqual([]);
  });
});

describe("a capacity whose full house nobody gives out", () => {
  test("is told", () => {
    expect(advice([vendas({ capacity: 5 })])).toEqual([
      expect.stringMatching(/^routing\.policies\.vendas\.capacity: .* add "backlog" to its when$/),
    ]);
  });

  test.each<[string, Policy[]]>([
    ["its own backlog does", [vendas({ capacity: 5, when: ["requested", "backlog"] })]],
    [
      "another policy does for the department",
      [vendas({ capacity: 5 }), vendas({ name: "fila", when: ["backlog"], department: "COMERCIAL" })],
    ],
    ["another policy does for every department", [vendas({ capacity: 5 }), { name: "fila", when: ["backlog"] }]],
    [
      "another policy does by what it matches",
      [vendas({ capacity: 5 }), { name: "fila", when: ["backlog"], match: { department: "comercial" } }],
    ],
    ["there is no capacity", [vendas()]],
  ])("is not told where %s", (_what, policies) => {
    expect(advice(policies)).toEqual([]);
  });

  test("is told where the fallback's queue is another one than the backlog looks at", () => {
    const policies = [
      vendas({ capacity: 5, fallback: { department: "Recepção" } }),
      vendas({ name: "fila", when: ["backlog"] }),
    ];
    expect(advice(policies)).toEqual([expect.stringContaining("vendas.capacity")]);
  });
});
