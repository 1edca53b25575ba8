// Owners that claim, work, crash and come back in any order: never two hold a command, and none is applied twice.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { dynamoTable } from "../../lib/aws/table.ts";
import { type Claim, ledger } from "../../lib/records/ledger.ts";
import { manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

const leaseMs = 1_000;
const owners = ["a", "b"] as const;
type Owner = (typeof owners)[number];
let running: Awaited<ReturnType<typeof startTable>>;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());

const owner = fc.constantFrom(...owners);
type Move =
  | { move: "claim"; owner: Owner; replayed: boolean }
  | { move: "claimAtOnce" }
  | { move: "apply" | "reject" | "giveBack" | "step" | "send"; owner: Owner }
  | { move: "wait"; ms: number };

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: fc.record({ move: fc.constant("claim" as const), owner, replayed: fc.boolean() }), weight: 4 },
  { arbitrary: fc.record({ move: fc.constant("claimAtOnce" as const) }), weight: 1 },
  {
    arbitrary: fc.record({ move: fc.constantFrom("reject", "giveBack", "step", "send"), owner }) as fc.Arbitrary<Move>,
    weight: 4,
  },
  { arbitrary: fc.record({ move: fc.constant("apply" as const), owner }), weight: 1 },
  {
    arbitrary: fc.record({
      move: fc.constant("wait" as const),
      ms: fc.constantFrom(1, leaseMs, leaseMs + 1, leaseMs + 1),
    }),
    weight: 4,
  },
);

/** What is known from outside: who claimed, when that claim runs out, and how it ended. */
const stepNames = (count: number): string[] => Array.from({ length: count }, (_, index) => `step ${index}`);

interface Model {
  holder?: Owner | undefined;
  until: number;
  ended?: "applied" | "rejected" | undefined;
  attempt: number;
  steps: number;
  sending: boolean;
  applications: number;
}

let runs = 0;

test("never two hold a command, a lost claim counts for nothing, and none is applied twice", async () => {
  const seen = { claimed: 0, takenOver: 0, lost: 0, applied: 0, replayed: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(anyMove, { minLength: 15, maxLength: 25 }), async (moves) => {
      const clock = manualClock();
      const kept = ledger({ table: dynamoTable(running.client, running.tableName), clock });
      runs += 1;
      const id = `run-${runs}`;
      const model: Model = { until: 0, attempt: -1, steps: 0, sending: false, applications: 0 };

      const claim = (by: Owner, attempt: number): Promise<Claim> =>
        kept.claim(
          { id, account: "default", sessionId: "s", door: "event", source: "e", deliveryId: "d", attempt },
          by,
          leaseMs,
        );
      const isFree = (attempt: number): boolean => {
        if (model.ended === "applied") return false;
        if (model.ended === "rejected") return attempt > model.attempt;
        return model.holder === undefined || clock.now() > model.until;
      };
      const checkClaim = (got: Claim, by: Owner, attempt: number): void => {
        if (!isFree(attempt)) {
          expect(got.state).toBe(model.ended ?? "busy");
          return;
        }
        expect(got).toMatchObject({ state: "claimed", stepsDone: stepNames(model.steps) });
        expect("sending" in got).toBe(model.sending);
        seen.claimed += 1;
        if (model.ended === "rejected") seen.replayed += 1;
        else if (model.holder !== undefined && model.holder !== by) seen.takenOver += 1;
        Object.assign(model, { holder: by, until: clock.now() + leaseMs, ended: undefined, attempt });
      };
      const holds = (by: Owner): boolean => model.holder === by && model.ended === undefined;

      let movesAfterwards = 0;
      for (const move of moves) {
        // Nothing can happen any more to what was applied; a few moves are enough to see that.
        if (model.ended === "applied" && ++movesAfterwards > 3) break;
        switch (move.move) {
          case "wait":
            clock.advance(move.ms);
            break;
          case "claim": {
            const attempt = Math.max(0, model.attempt) + (move.replayed ? 1 : 0);
            checkClaim(await claim(move.owner, attempt), move.owner, attempt);
            break;
          }
          case "claimAtOnce": {
            const attempt = Math.max(0, model.attempt);
            const claims = await Promise.all(owners.map((by) => claim(by, attempt)));
            const winners = owners.filter((_, index) => claims[index]?.state === "claimed");
            expect(winners).toHaveLength(isFree(attempt) ? 1 : 0);
            for (const [index, by] of owners.entries())
              if (winners.includes(by)) checkClaim(claims[index] as Claim, by, attempt);
            break;
          }
          case "apply":
          case "reject": {
            const state = move.move === "apply" ? "applied" : "rejected";
            const finished = await kept.finish(id, move.owner, { state, outcome: "{}", publish: false });
            expect(finished).toBe(holds(move.owner));
            if (!finished) seen.lost += 1;
            else {
              if (state === "applied") model.applications += 1;
              Object.assign(model, { holder: undefined, ended: state });
            }
            break;
          }
          case "send": {
            const mine = holds(move.owner);
            expect(await kept.markSending(id, move.owner, `step ${model.steps}`)).toBe(mine);
            if (mine) model.sending = true;
            break;
          }
          case "step": {
            const mine = holds(move.owner);
            await kept.stepDone(id, move.owner, stepNames(model.steps + 1));
            if (mine) Object.assign(model, { steps: model.steps + 1, sending: false });
            break;
          }
          case "giveBack": {
            await kept.giveBack(id, move.owner);
            // A message that may be on its way is not given up before the lease is over.
            if (holds(move.owner) && !model.sending) model.until = 0;
            break;
          }
        }
      }
      expect(model.applications).toBeLessThanOrEqual(1);
      seen.applied += model.applications;
      const item = await kept.read(id);
      expect(item?.state).toBe(model.ended ?? (model.holder === undefined ? undefined : "claimed"));
    }),
    { numRuns: 40 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});
