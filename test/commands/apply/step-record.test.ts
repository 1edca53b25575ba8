// A command's steps as they are recorded: a text before it goes out, and as sent before anything else begins; everything else when it costs nothing.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { applyCommand } from "../../../lib/commands/apply/apply.ts";
import { recordedSteps } from "../../../lib/commands/apply/step-record.ts";
import type { CompleteCommand } from "../../../lib/core/command/command.ts";
import { Fault, faults } from "../../../lib/core/faults.ts";
import type { Attempt, Progress } from "../../../lib/records/ledger.ts";
import type { WtsClient } from "../../../lib/wts/client.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { settled } from "../troubled-lifecycle.ts";

let clock: ManualClock;
let written: Progress[];
/** What the next writes come to, one each: true where nothing else is said. */
let answers: (boolean | Error | Promise<boolean>)[];

beforeEach(() => {
  clock = manualClock();
  written = [];
  answers = [];
});

const attempt: Pick<Attempt, "progress"> = {
  progress: async (progress) => {
    const answer = answers.shift() ?? true;
    if (answer instanceof Error) throw answer;
    if (!(await answer)) return false;
    written.push(structuredClone(progress));
    return true;
  },
};
const lostError = new Error("lost");
const unavailable = new Fault(faults.tableUnavailable);
const recorded = (progress: Progress = { stepsDone: [] }, sendAnyway = false) =>
  recordedSteps({ attempt: attempt as Attempt, progress, sendAnyway, clock, lost: () => lostError });
const sendingOf = (step: string, doubtful = false, atMs = clock.now()) => ({ step, atMs, doubtful });

/** Says whether it has come to an end by now. */
const hasEnded = async (work: Promise<unknown>): Promise<boolean> => {
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  await settled();
  return ended;
};
const gate = (): { answer: Promise<boolean>; open: (answer: boolean) => void } => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  return { answer: promise, open: resolve };
};

describe("a text", () => {
  test("is noted before it goes out, with the time", async () => {
    const { steps } = recorded();
    clock.advance(7);
    await steps.before("note", "text");
    expect(written).toEqual([{ stepsDone: [], sending: sendingOf("note") }]);
  });

  test("does not go out before that is noted, however long it takes", async () => {
    const { steps } = recorded();
    const { answer, open } = gate();
    answers.push(answer);
    const before = steps.before("note", "text");
    expect(await hasEnded(before)).toBe(false);
    open(true);
    await before;
  });

  test("does not go out when it cannot be noted, nor when somebody else works on the command", async () => {
    const { steps } = recorded();
    answers.push(unavailable, false);
    await expect(steps.before("note", "text")).rejects.toBe(unavailable);
    await expect(steps.before("note", "text")).rejects.toBe(lostError);
  });

  test("counts as sent before any other step begins", async () => {
    const { steps } = recorded();
    await steps.before("note", "text");
    steps.done("note");
    expect(written).toHaveLength(1);
    await steps.before("complete", "other");
    expect(written.slice(1)).toEqual([{ stepsDone: ["note"] }]);
    await steps.before("partial", "other");
    expect(written).toHaveLength(2);
  });

  test("counts as sent before another text goes out, in one write", async () => {
    const { steps } = recorded();
    await steps.before("note", "text");
    steps.done("note");
    await steps.before("farewell", "text");
    expect(written.slice(1)).toEqual([{ stepsDone: ["note"], sending: sendingOf("farewell") }]);
  });

  test("that is not recorded as sent keeps every other step from beginning: it is tried again each time", async () => {
    const { steps } = recorded();
    await steps.before("note", "text");
    steps.done("note");
    answers.push(unavailable, false);
    await expect(steps.before("complete", "other")).rejects.toBe(unavailable);
    await expect(steps.before("complete", "other")).rejects.toBe(lostError);
    await steps.before("complete", "other");
    expect(written.slice(1)).toEqual([{ stepsDone: ["note"] }]);
  });

  test("that did not go out is noted no longer, and what was done before it stays so", async () => {
    const { steps } = recorded();
    steps.done("partial");
    await steps.before("note", "text");
    await steps.notSent();
    expect(written).toEqual([{ stepsDone: ["partial"], sending: sendingOf("note") }, { stepsDone: ["partial"] }]);
  });

  test("that WTS may have is noted as such, with the time at which it was sent", async () => {
    const { steps } = recorded();
    const sentAtMs = clock.now();
    await steps.before("note", "text");
    clock.advance(30_000);
    await steps.doubtful();
    expect(written.slice(1)).toEqual([{ stepsDone: [], sending: sendingOf("note", true, sentAtMs) }]);
  });

  test("that was never sent cannot be in doubt", async () => {
    await recorded().steps.doubtful();
    expect(written).toEqual([]);
  });
});

describe("any other step", () => {
  test("costs no write, and is recorded with the text that comes next", async () => {
    const { steps } = recorded();
    for (const step of ["partial", "transfer"]) {
      await steps.before(step, "other");
      steps.done(step);
    }
    expect(written).toEqual([]);
    await steps.before("note", "text");
    expect(written).toEqual([{ stepsDone: ["partial", "transfer"], sending: sendingOf("note") }]);
  });

  test("is recorded when the attempt ends without its outcome, and once", async () => {
    const { steps, save } = recorded({ stepsDone: ["note"] });
    await save();
    expect(written).toEqual([]);
    await steps.before("partial", "other");
    steps.done("partial");
    await save();
    await save();
    expect(written).toEqual([{ stepsDone: ["note", "partial"] }]);
  });
});

describe("when the attempt ends without its outcome", () => {
  test("a text that was sent is under way no longer", async () => {
    const { steps, save } = recorded();
    await steps.before("note", "text");
    steps.done("note");
    await save();
    expect(written.slice(1)).toEqual([{ stepsDone: ["note"] }]);
  });

  test("a text that WTS may have stays noted beside what was done", async () => {
    const sending = sendingOf("farewell", true);
    const { steps, save } = recorded({ stepsDone: ["note"], sending });
    steps.done("partial");
    await save();
    expect(written).toEqual([{ stepsDone: ["note", "partial"], sending }]);
  });

  test("what could not be recorded is heard of", async () => {
    const { steps, save } = recorded();
    steps.done("partial");
    answers.push(unavailable);
    await expect(save()).rejects.toBe(unavailable);
  });
});

test("an earlier attempt's progress is what is told, and stays as it was", async () => {
  const sending = sendingOf("farewell");
  const progress: Progress = { stepsDone: ["note"], sending };
  const { steps } = recorded(progress, true);
  steps.done("partial");
  await steps.before("farewell", "text");
  expect(steps).toMatchObject({ stepsDone: ["note"], sending, sendAnyway: true });
  expect(progress).toEqual({ stepsDone: ["note"], sending });
  expect(recorded().steps).not.toHaveProperty("sending");
});

describe("WTS may get this attempt's text any moment", () => {
  test("from when it is noted until it is known how it ended", async () => {
    for (const end of ["done", "notSent", "doubtful"] as const) {
      const { steps, isSending } = recorded({ stepsDone: [], sending: sendingOf("farewell") });
      expect(isSending()).toBe(false);
      await steps.before("note", "text");
      expect(isSending()).toBe(true);
      await steps[end]("note");
      expect([end, isSending()]).toEqual([end, false]);
    }
  });

  test("also when its end could not be recorded", async () => {
    for (const end of ["notSent", "doubtful"] as const) {
      const { steps, isSending } = recorded();
      await steps.before("note", "text");
      answers.push(unavailable, false);
      await expect(steps[end]()).rejects.toBe(unavailable);
      expect(isSending()).toBe(true);
      expect([end, await steps[end](), isSending()]).toEqual([end, false, true]);
    }
  });

  test("never, where it could not be noted: it did not go out", async () => {
    const { steps, isSending } = recorded();
    answers.push(unavailable);
    await steps.before("note", "text").catch(() => undefined);
    expect(isSending()).toBe(false);
  });
});

describe("a command of several steps", () => {
  const sessionId = "5e550000-0000-4000-8000-000000000001";
  const command: CompleteCommand = {
    ...{ command: "complete", sessionId, note: "fim", metadata: { pedido: "1" } },
    ...{ reactivateOnNewMessage: true, stopBotInExecution: true },
  };
  let sent: string[];
  const call = (name: string) => async () => {
    sent.push(name);
    return { id: sessionId };
  };
  const wts = {
    client: {
      getSession: async () => ({ id: sessionId, metadata: null }),
      createNote: call("note"),
      updateSession: call("partial"),
      completeSession: call("complete"),
    } as unknown as WtsClient,
    directory: {},
  } as Wts;
  const apply = () => applyCommand(command, { wts, clock, steps: recorded().steps });

  beforeEach(() => {
    sent = [];
  });

  test("begins no step before the one before it is recorded, also when recording is slow", async () => {
    const [noted, done] = [gate(), gate()];
    answers.push(noted.answer, done.answer);
    const applied = apply();
    expect([await hasEnded(applied), sent]).toEqual([false, []]);
    noted.open(true);
    expect([await hasEnded(applied), sent]).toEqual([false, ["note"]]);
    done.open(true);
    await applied;
    expect(sent).toEqual(["note", "partial", "complete"]);
    expect(written).toEqual([
      { stepsDone: [], sending: { ...sendingOf("note"), mark: expect.stringMatching(/^[0-9a-f]{32}$/) } },
      { stepsDone: ["note"] },
    ]);
  });

  test.each([
    ["its text cannot be noted", 0, []],
    ["its text cannot be recorded as sent", 1, ["note"]],
  ])("begins no further step when %s", async (_what, before, steps) => {
    answers.push(...Array.from({ length: before }, () => true), unavailable);
    await expect(apply()).rejects.toBe(unavailable);
    expect(sent).toEqual(steps);
  });
});
