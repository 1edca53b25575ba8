// The weekly summary's figures, held against a history that is known: real runs, what people did afterwards, and other accounts.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { reopenedByPolicy } from "../../lib/auto-close/reopened-by-policy.ts";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import { outcomeOf } from "../../lib/core/outcome.ts";
import { weekCounter } from "../../lib/notify/week-figures.ts";
import { entryOf } from "../../lib/records/ledger.ts";
import { hourMs, minuteMs, type RunServers, runWorld, sessionIdOf, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

test("closed and reopened by policy, moved, refused and held, of the week alone and of each account by itself", async () => {
  const policies = [{ name: "parados", idle: { hours: 4 } }];
  const world = runWorld(servers, { autoClose: { everyMinutes: 1, policies } });
  const { dependencies, clock } = world;
  await world.hold([{}, {}, {}, {}, {}], 24 * hourMs);
  await world.confirm();
  const fromMs = clock.now() - hourMs;
  await world.tick();
  expect(await world.closed()).toHaveLength(5);
  // One writes after two hours, one on the next day but one; WTS opens both again, and the next run sees it.
  await world.advance(2 * hourMs);
  await world.say(0, "FROM_HUB", "Ainda preciso do boleto");
  await world.advance(minuteMs);
  await world.tick();
  await world.advance(46 * hourMs);
  await world.say(1, "FROM_HUB", "Voltei");
  await world.advance(minuteMs);
  await world.tick();

  let serial = 0;
  const told = async (account: string, type: "Session Reassigned" | "Session Closed", as: "applied" | "rejected") => {
    serial += 1;
    const id = `c-${serial}`;
    const origin = { id, account, door: "http" as const, source: "http:crm", deliveryId: id };
    const provenance = { ...origin, correlationId: id, causationId: id, hops: 0, attempt: 0 };
    const sessionId = sessionIdOf(100 + serial);
    await dependencies.lifecycle.executeOnce(
      {
        ...{ place: sessionPlace({ account, sessionId }), owner: id, leaseMs: 60_000 },
        entry: entryOf(provenance, { sessionId, command: type === "Session Closed" ? "complete" : "transfer" }),
      },
      async () => {
        const outcome = outcomeOf(as === "applied" ? type : "Session Update Rejected", provenance, {
          sessionId,
          command: "transfer",
        });
        return { as, outcome, answer: undefined };
      },
    );
  };
  await told("default", "Session Reassigned", "applied");
  await told("default", "Session Reassigned", "applied");
  await told("default", "Session Reassigned", "rejected");
  await told("default", "Session Closed", "applied");
  await told("filial", "Session Reassigned", "applied");
  const toMs = clock.now() + 1;
  await world.advance(hourMs);
  await told("default", "Session Reassigned", "applied");
  await told("default", "Session Closed", "applied");

  const count = weekCounter(
    dependencies.ledger,
    async () => 3,
    (account, week) => reopenedByPolicy(dependencies.runs, account, week),
  );
  expect(await count({ fromMs, toMs, accounts: ["default", "filial"] })).toEqual([
    {
      ...{ account: "default", moved: 2, refused: 1, held: 3, isAtLeast: false },
      closed: [
        { policy: "parados", closed: 5, reopenedWithinDay: 1 },
        { policy: "http", closed: 1 },
      ],
    },
    { account: "filial", moved: 1, refused: 0, held: 3, isAtLeast: false, closed: [] },
  ]);
  // Of a week that was before, nothing.
  const before = await count({ fromMs: fromMs - 7 * 24 * hourMs, toMs: fromMs, accounts: ["default"] });
  expect(before).toMatchObject([{ closed: [], moved: 0, refused: 0 }]);
});
