// Workers that begin, work, die and come back in any order: never two do a command, and none is applied twice.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import type { StepRecord } from "../../lib/commands/apply/step-record.ts";
import { type Busy, type Done, type Ending, lifecycle, SessionLost } from "../../lib/commands/execute-once.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import { manualClock } from "../support/manual-clock.ts";
import { nearTable } from "../support/near-table.ts";
import { recording } from "../support/recording.ts";

const leaseMs = 1_000;
const owners = ["a", "b"] as const;
type Owner = (typeof owners)[number];

const owner = fc.constantFrom(...owners);
type Move =
  | { move: "begin"; owner: Owner; replayed: boolean }
  | { move: "beginAtOnce" }
  | { move: "apply" | "reject" | "fail" | "step" | "send" | "die"; owner: Owner }
  | { move: "wait"; ms: number };

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: fc.record({ move: fc.constant("begin" as const), owner, replayed: fc.boolean() }), weight: 4 },
  { arbitrary: fc.record({ move: fc.constant("beginAtOnce" as const) }), weight: 1 },
  {
    arbitrary: fc.record({ move: fc.constantFrom("reject", "fail", "step", "send"), owner }) as fc.Arbitrary<Move>,
    weight: 4,
  },
  {
    arbitrary: fc.record({ move: fc.constantFrom("apply", "die"), owner }) as fc.Arbitrary<Move>,
    weight: 1,
  },
  {
    arbitrary: fc.record({
      move: fc.constant("wait" as const),
      ms: fc.constantFrom(1, leaseMs, leaseMs + 1, leaseMs + 1),
    }),
    weight: 4,
  },
);

const stepNames = (count: number): string[] => Array.from({ length: count }, (_, index) => `step ${index}`);

/** A worker in the middle of its work. */
interface Worker {
  /** Its text may be on its way. */
  isSending?: boolean;
  steps: StepRecord;
  attempt: number;
  end(ending: Ending<undefined> | Error): Promise<Done<undefined> | Busy>;
}

/** What is known from outside: who works, when that time runs out, and what is recorded. */
interface Model {
  holder?: Worker | undefined;
  until: number;
  isRecorded: boolean;
  ended?: "applied" | "rejected" | undefined;
  attempt: number;
  steps: number;
  sending: boolean;
  /** WTS may get this one's text any moment. */
  sender?: Worker | undefined;
  applications: number;
}

let runs = 0;

test("never two do a command, who lost its session does nothing, and none is applied twice", async () => {
  const seen = { begun: 0, takenOver: 0, lost: 0, applied: 0, replayed: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(anyMove, { minLength: 15, maxLength: 25 }), async (moves) => {
      const clock = manualClock();
      const table = nearTable();
      const { bus, log } = recording();
      const kept = ledger({ table, clock });
      const { executeOnce } = lifecycle({ ledger: kept, leases: sessionLeases({ table, clock }), bus, clock, log });
      runs += 1;
      const place = sessionPlace({ account: "default", sessionId: `run-${runs}` });
      const id = `command-${runs}`;
      const workers = new Map<Owner, Worker>();
      const model: Model = { until: 0, isRecorded: false, attempt: -1, steps: 0, sending: false, applications: 0 };
      let names = 0;

      /** Answers the worker once it is at work, or how it went when there was no work for it. */
      const begin = async (attempt: number): Promise<Worker | Done<undefined> | Busy> => {
        names += 1;
        const origin = { account: "default", sessionId: `run-${runs}`, door: "event", source: "e", deliveryId: "d" };
        const request = { place, owner: `worker-${names}`, leaseMs, entry: { id, ...origin, attempt } };
        const entered = Promise.withResolvers<StepRecord>();
        const ended = Promise.withResolvers<Ending<undefined>>();
        const result = executeOnce(request, ({ steps }) => {
          entered.resolve(steps);
          return ended.promise;
        });
        const first = await Promise.race([entered.promise, result]);
        if ("did" in first) return first;
        return {
          steps: first,
          attempt,
          end: (ending) => {
            if (ending instanceof Error) ended.reject(ending);
            else ended.resolve(ending);
            return result;
          },
        };
      };
      const isFinal = (attempt: number): boolean =>
        model.ended === "applied" || (model.ended === "rejected" && model.attempt >= attempt);
      const isFree = (): boolean => model.holder === undefined || clock.now() > model.until;
      const recordAttempt = (attempt: number): void => {
        if (model.ended === "rejected") seen.replayed += 1;
        Object.assign(model, { isRecorded: true, ended: undefined, attempt });
      };
      const checkBegun = (got: Awaited<ReturnType<typeof begin>>, by: Owner, attempt: number): void => {
        if (!isFree()) {
          expect(got).toMatchObject({ did: "busy", isSame: true, untilMs: model.until });
          return;
        }
        if (isFinal(attempt)) {
          expect(got).toMatchObject({ did: "found", record: { state: model.ended } });
          // A worker whose session somebody had since is dead by then.
          workers.clear();
          model.holder = undefined;
          return;
        }
        if ("did" in got) throw new Error(`it was not begun, but ${got.did}`);
        expect(got.steps.stepsDone).toEqual(stepNames(model.steps));
        expect("sending" in got.steps).toBe(model.sending);
        seen.begun += 1;
        if (model.holder !== undefined) seen.takenOver += 1;
        // Whoever takes over from the dead shuts them out before anything else, and so does who tries again what was refused.
        if (model.holder !== undefined || model.ended !== undefined) recordAttempt(attempt);
        Object.assign(model, { holder: got, until: clock.now() + leaseMs });
        workers.set(by, got);
      };
      const loses = async (worker: Worker, ending: Ending<undefined> | Error): Promise<void> => {
        seen.lost += 1;
        await expect(worker.end(ending)).rejects.toBeInstanceOf(SessionLost);
      };

      const work = async (by: Owner, move: "apply" | "reject" | "fail" | "step" | "send" | "die"): Promise<void> => {
        const worker = workers.get(by);
        if (!worker) return;
        const { steps, attempt, end } = worker;
        const isMine = model.holder === worker;
        const next = `step ${model.steps}`;
        if (move === "step" || move === "send") {
          const begun = steps.before(next, "text");
          if (!isMine) {
            await expect(begun).rejects.toBeInstanceOf(SessionLost);
            workers.delete(by);
            return loses(worker, new SessionLost());
          }
          await begun;
          if (!model.isRecorded || model.ended !== undefined) recordAttempt(attempt);
          model.sending = true;
          worker.isSending = move === "send";
          if (move === "send") return;
          steps.done(next);
          // The step counts as done before anything else is begun.
          await steps.before("other", "other");
          Object.assign(model, { steps: model.steps + 1, sending: false, sender: undefined });
          return;
        }
        workers.delete(by);
        if (move === "die") return;
        if (move === "fail") {
          await expect(end(new Error("WTS is down"))).rejects.toThrow("WTS is down");
          // While its text may be on its way nobody may look for it: the session is free when the lease is over.
          if (isMine && !worker.isSending) model.holder = undefined;
          return;
        }
        const ended = move === "apply" ? "applied" : "rejected";
        if (!isMine) return loses(worker, { as: ended, answer: undefined });
        expect(await end({ as: ended, answer: undefined })).toEqual({ did: "finished", answer: undefined });
        recordAttempt(attempt);
        if (ended === "applied") Object.assign(model, { applications: model.applications + 1, sending: false });
        Object.assign(model, { holder: undefined, ended });
      };

      let movesAfterwards = 0;
      for (const move of moves) {
        // Nothing can happen any more to what was applied; a few moves are enough to see that.
        if (model.ended === "applied" && ++movesAfterwards > 3) break;
        switch (move.move) {
          case "wait":
            clock.advance(move.ms);
            break;
          case "begin": {
            const attempt = Math.max(0, model.attempt) + (move.replayed ? 1 : 0);
            checkBegun(await begin(attempt), move.owner, attempt);
            break;
          }
          case "beginAtOnce": {
            const attempt = Math.max(0, model.attempt);
            const canBegin = isFree() && !isFinal(attempt);
            const got = await Promise.all(owners.map(() => begin(attempt)));
            expect(got.filter((each) => !("did" in each))).toHaveLength(canBegin ? 1 : 0);
            for (const [index, each] of got.entries()) {
              const shows = canBegin ? !("did" in each) : "did" in each && each.did === "found";
              if (shows) checkBegun(each, owners[index] ?? "a", attempt);
            }
            break;
          }
          default:
            await work(move.owner, move.move);
        }
      }
      expect(model.applications).toBeLessThanOrEqual(1);
      seen.applied += model.applications;
      const record = await kept.read(place, id);
      expect(record?.state).toBe(model.isRecorded ? (model.ended ?? "begun") : undefined);
    }),
    { numRuns: 40 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});
