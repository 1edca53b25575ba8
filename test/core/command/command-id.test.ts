// A command is known by its id wherever a copy of it turns up, and SQS takes every id of ours.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type CommandOrigin,
  commandIdOf,
  referenceGroup,
  replayDeduplicationId,
  resolvedCommandId,
} from "../../../lib/core/command/command-id.ts";

const origin: CommandOrigin = { account: "default", source: "event:crm", deliveryId: "d-1", index: 0 };
const text = fc.string({ unit: "binary", maxLength: 400 });
const anyOrigin: fc.Arbitrary<CommandOrigin> = fc.record({
  account: text,
  source: text,
  deliveryId: text,
  index: fc.nat(),
});

test("the id of a delivery is the same today, tomorrow and in another process", () => {
  expect(commandIdOf({ ...origin })).toBe("4a01b513a27ad3cb74d2e46870f479db4284d66e40e9d17de7fb8543d04cfc67");
});

test.each<[string, Partial<CommandOrigin>]>([
  ["account", { account: "filial" }],
  ["source", { source: "event:erp" }],
  ["delivery", { deliveryId: "d-2" }],
  ["place in the delivery", { index: 1 }],
])("another %s is another command", (_what, other) => {
  expect(commandIdOf({ ...origin, ...other })).not.toBe(commandIdOf(origin));
});

test("two origins have the same id only when they are the same", () => {
  // Few and short texts, so that parts which merely flow together would be found.
  const part = fc.string({ unit: fc.constantFrom("a", "b", '"', ",", "0", " "), maxLength: 3 });
  const near = fc.record({ account: part, source: part, deliveryId: part, index: fc.nat(11) });
  fc.assert(
    fc.property(near, near, (one, other) => {
      const same = one.account === other.account && one.source === other.source && one.index === other.index;
      expect(commandIdOf(one) === commandIdOf(other)).toBe(same && one.deliveryId === other.deliveryId);
    }),
    {
      numRuns: 2_000,
      examples: [
        [
          { ...origin, account: "a", source: "bc" },
          { ...origin, account: "ab", source: "c" },
        ],
      ],
    },
  );
});

test("SQS takes every id, of a command, of a replay and of a session's copy, however long its origin is", () => {
  fc.assert(
    fc.property(anyOrigin, text, fc.nat(), (given, sessionId, attempt) => {
      const id = commandIdOf(given);
      for (const one of [id, replayDeduplicationId(id, attempt), resolvedCommandId(id, sessionId)])
        expect(one).toMatch(/^[0-9a-f]{64}$/);
    }),
  );
});

test("every replay, and every session that a reference means, has an id of its own", () => {
  const id = commandIdOf(origin);
  const ids = [id, ...[1, 2, 10].map((attempt) => replayDeduplicationId(id, attempt))];
  ids.push(...["s-1", "s-2"].map((sessionId) => resolvedCommandId(id, sessionId)));
  expect(new Set(ids).size).toBe(6);
  expect(replayDeduplicationId(id, 1)).toBe(replayDeduplicationId(id, 1));
  expect(resolvedCommandId(id, "s-1")).toBe(resolvedCommandId(id, "s-1"));
});

test("the group of a reference tells nothing of the phone number, and is one for the same reference", () => {
  const group = referenceGroup({ contactPhone: "5511987654321" });
  expect(group).toMatch(/^ref:[0-9a-f]{32}$/);
  expect(group).toBe(referenceGroup({ contactPhone: "5511987654321" }));
  expect(group).not.toBe(referenceGroup({ contactPhone: "5511987654322" }));
  expect(group).not.toBe(referenceGroup({ metadata: { contactPhone: "5511987654321" } }));
});

test("commands for one number keep their order, whichever spelling they name it by and whatever narrows them down", () => {
  const group = referenceGroup({ contactPhone: "5511987654321" });
  expect(referenceGroup({ contactPhone: "551187654321" })).toBe(group);
  expect(
    referenceGroup({ contactPhone: "551187654321", channel: "Vendas", department: "x", closedWithinDays: 7 }),
  ).toBe(group);
  expect(referenceGroup({ contactPhone: "551137654321" })).not.toBe(referenceGroup({ contactPhone: "5511937654321" }));
});
