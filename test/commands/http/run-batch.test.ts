// A batch of commands: each session's in order, sessions side by side, and nothing after a failure that has to be repeated.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { CallerResult } from "../../../lib/commands/http/caller-commands.ts";
import { type BatchEntry, type BatchResult, runBatch } from "../../../lib/commands/http/run-batch.ts";
import type { SessionCommand } from "../../../lib/core/command/command.ts";
import { Fault, faults } from "../../../lib/core/faults.ts";

const entry = (sessionId: string, text = "", account = "default"): Extract<BatchEntry, { command: unknown }> => ({
  command: { command: "note", sessionId, text },
  account,
});
const always = () => true;
const codes = (results: readonly BatchResult[]) =>
  results.map((result) => ("fault" in result ? result.fault.code : result.answer));
const answered = (answer: unknown): CallerResult => ({ answer, wasApplied: false });
const textOf = (command: SessionCommand) => ("text" in command ? command.text : "");
const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

test("every command's answer stands in its place, whatever finishes first", async () => {
  const entries = ["c", "a", "b", "a"].map((sessionId, index) => entry(sessionId, String(index)));
  const results = await runBatch(entries, {
    run: async (command, _account, index) => {
      for (let wait = 0; wait < 4 - index; wait += 1) await tick();
      return answered(textOf(command));
    },
    hasTime: always,
    concurrency: 4,
  });
  expect(codes(results)).toEqual(["0", "1", "2", "3"]);
});

test("an empty batch has no results", async () => {
  expect(await runBatch([], { run: async () => answered("never"), hasTime: always, concurrency: 3 })).toEqual([]);
});

test("the commands of a session never overlap and keep their order, and no more sessions run than allowed", async () => {
  const seen = { most: 0 };
  const sessions = fc.constantFrom("a", "A", "b", "c", "d");
  const places = fc.array(fc.tuple(sessions, fc.constantFrom("default", "filial"), fc.nat(3)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(places, fc.integer({ min: 1, max: 4 }), async (list, concurrency) => {
      const entries = list.map(([session, account], index) => entry(session, String(index), account));
      const running = new Set<string>();
      const order = new Map<string, number[]>();
      const results = await runBatch(entries, {
        run: async (command, account, index) => {
          const key = `${account}/${command.sessionId.toLowerCase()}`;
          expect(running.has(key)).toBe(false);
          running.add(key);
          expect(running.size).toBeLessThanOrEqual(concurrency);
          seen.most = Math.max(seen.most, running.size);
          order.set(key, [...(order.get(key) ?? []), index]);
          for (let wait = list[index]?.[2] ?? 0; wait > 0; wait -= 1) await tick();
          running.delete(key);
          return answered(index);
        },
        hasTime: always,
        concurrency,
      });
      expect(codes(results)).toEqual(list.map((_, index) => index));
      for (const indexes of order.values()) expect(indexes).toEqual([...indexes].sort((one, other) => one - other));
    }),
  );
  expect(seen.most).toBe(4);
});

describe("a failure", () => {
  const batch = async (fail: unknown) => {
    const ran: string[] = [];
    const results = await runBatch([entry("a", "1"), entry("b", "2"), entry("a", "3"), entry("a", "4")], {
      run: async (command) => {
        ran.push(textOf(command));
        if (textOf(command) === "1") throw fail;
        return answered("done");
      },
      hasTime: always,
      concurrency: 1,
    });
    return { ran: ran.sort(), codes: codes(results) };
  };

  test("that a repetition can mend stops its session, and no other", async () => {
    expect(await batch(new Fault(faults.wtsUnavailable))).toEqual({
      ran: ["1", "2"],
      codes: ["WTS_UNAVAILABLE", "done", "NOT_ATTEMPTED", "NOT_ATTEMPTED"],
    });
  });

  test("for good leaves the later commands of its session alone", async () => {
    expect(await batch(new Fault(faults.wtsRefused))).toEqual({
      ran: ["1", "2", "3", "4"],
      codes: ["WTS_REFUSED", "done", "done", "done"],
    });
  });

  test("that is a defect of ours is one result, not the end of the batch", async () => {
    expect((await batch(new TypeError("oops"))).codes).toEqual(["INTERNAL", "done", "NOT_ATTEMPTED", "NOT_ATTEMPTED"]);
  });

  test("stops only the session of its account", async () => {
    const results = await runBatch([entry("a", "1"), entry("a", "2", "filial")], {
      run: async (_command, account) => {
        if (account === "default") throw new Fault(faults.sessionBusy);
        return answered("done");
      },
      hasTime: always,
      concurrency: 2,
    });
    expect(codes(results)).toEqual(["SESSION_BUSY", "done"]);
  });
});

test("an entry that was refused beforehand keeps its place and its fault, and is not run", async () => {
  const fault = new Fault(faults.commandInvalid);
  const ran: number[] = [];
  const results = await runBatch([entry("a"), { fault }, entry("a")], {
    run: async (_command, _account, index) => answered(ran.push(index)),
    hasTime: always,
    concurrency: 2,
  });
  expect(ran).toEqual([0, 2]);
  expect(results[1]).toEqual({ fault });
});

test("nothing is started after the time is up, and what was started is answered", async () => {
  let left = 3;
  const entries = ["a", "a", "b", "b", "c"].map((sessionId, index) => entry(sessionId, String(index)));
  const results = await runBatch(entries, {
    run: async () => {
      left -= 1;
      return answered("done");
    },
    hasTime: () => left > 0,
    concurrency: 1,
  });
  expect(codes(results)).toEqual(["done", "done", "done", "NOT_ATTEMPTED", "NOT_ATTEMPTED"]);
});
