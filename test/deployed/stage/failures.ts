// What goes wrong around a deployed stage: WTS fails for one session, a function fails for good, is killed or frozen in the middle, is
// given what it does not know. WTS's journal and the queues say what came of it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendMessageCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { beforeEach, expect, test } from "@jest/globals";
import { startEnvironment } from "../../../judges/runtime/start-environment.ts";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import { unpack } from "../../../local/lambda/unpack.ts";
import { until } from "../support/until.ts";
import { run } from "./stage-run.ts";

const limitMs = 250_000;
const [busy = "", failing = "", quiet = "", killed = ""] = [1, 2, 3, 4].map(
  (index) => `5e551011-0000-4000-8000-00000000000${index}`,
);
const fault = (...faults: object[]) => run.admin("POST", "faults", faults);
const numbersOf = async (sessionId: string) =>
  (await run.writesOf(sessionId)).filter(({ status }) => status === 200).map(({ body }) => Object(body).number);
const notesOf = async (sessionId: string) =>
  (await run.writesOf(sessionId)).filter(({ method, path }) => method === "POST" && path.includes("note"));
const series = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index}`);
const updates = (sessionId: string, numbers: readonly string[]) =>
  numbers.map((number) => ({ command: "update", sessionId, number }));
const queued = async (commands: readonly object[]): Promise<void> => {
  const { status } = await run.send("/sessions/batch", {
    ...{ method: "POST", headers: { prefer: "respond-async" } },
    body: commands,
  });
  expect(status).toBe(202);
};
const setCommands = async (Attributes: Readonly<Record<string, string>>): Promise<void> => {
  const sqs = new SQSClient(clientOptionsAt(run.stack.cloud.sqsUrl));
  try {
    await sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: run.stack.queues.Commands, Attributes: { ...Attributes } }),
    );
  } finally {
    sqs.destroy();
  }
};
export const failures = (): void => {
  beforeEach(async () => {
    await run.drained();
    await run.admin("POST", "faults", []);
    const sessions = [busy, failing, quiet, killed].map((id) => ({ id, status: "IN_PROGRESS" }));
    await run.admin("POST", "reset", { sessions });
  });

  test(
    "each session's commands are applied in order and once, and nobody waits for the one for which WTS fails",
    async () => {
      await fault({ method: "PUT", path: failing, status: 503, times: 9 });
      const [many, few] = [series("b", 12), series("f", 4)];
      await queued([...updates(busy, many), ...updates(failing, few), ...updates(quiet, few)]);
      await run.drained();
      expect(await numbersOf(busy)).toEqual(many);
      expect(await numbersOf(failing)).toEqual(few);
      expect(await numbersOf(quiet)).toEqual(few);
      const lastAt = async (sessionId: string) => (await run.writesOf(sessionId)).at(-1)?.at ?? "";
      expect((await lastAt(busy)) < (await lastAt(failing))).toBe(true);
      expect((await lastAt(quiet)) < (await lastAt(failing))).toBe(true);
    },
    limitMs,
  );

  test(
    "a function that fails is tried three times and its event parked, listed with its reason, and applied when replayed",
    async () => {
      const before = await run.held("Parked");
      const callsBefore = run.stack.lambda.invoked()["accept-update-event"] ?? 0;
      // The queue takes nothing as long as this, as if somebody had set it so: accept-update-event cannot know, and throws.
      await setCommands({ MaximumMessageSize: "1024" });
      const metadata = { longo: "x".repeat(3_000) };
      try {
        await run.putEvent("Session Update Requested", { sessionId: quiet, number: "9", metadata });
        await until(async () => (await run.held("Parked")) === before + 1, "the parked event", 60_000);
      } finally {
        await setCommands({ MaximumMessageSize: "1048576" });
      }
      expect((run.stack.lambda.invoked()["accept-update-event"] ?? 0) - callsBefore).toBe(3);
      expect(await run.writesOf(quiet)).toEqual([]);
      expect((await run.stack.hooks("parked", "list")).output).toContain("FUNCTION_FAILED");
      const { code, output } = await run.stack.hooks("parked", "replay", "--all", "--reason", "FUNCTION_FAILED");
      expect([code, output]).toEqual([0, expect.any(String)]);
      await until(async () => (await numbersOf(quiet)).length > 0, "the write");
      await run.drained();
      expect(await numbersOf(quiet)).toEqual(["9"]);
      expect(await run.held("Parked")).toBe(before);
    },
    limitMs,
  );

  test(
    "a message that nobody knows holds up nobody and is not lost",
    async () => {
      const before = (await run.held("Parked")) + (await run.held("CommandsDead"));
      const sqs = new SQSClient(clientOptionsAt(run.stack.cloud.sqsUrl));
      try {
        for (const [index, MessageBody] of ["no JSON", "{}", '{"kind":"nobody"}'].entries())
          await sqs.send(
            new SendMessageCommand({
              ...{ QueueUrl: run.stack.queues.Commands, MessageBody },
              ...{ MessageGroupId: `unknown-${index}`, MessageDeduplicationId: `unknown-${index}` },
            }),
          );
      } finally {
        sqs.destroy();
      }
      await queued(updates(quiet, ["7"]));
      await until(async () => (await numbersOf(quiet)).length > 0, "the write");
      await until(
        async () => (await run.held("Parked")) + (await run.held("CommandsDead")) === before + 3,
        "three parked messages",
      );
    },
    limitMs,
  );

  test("an event of a shape that is none fails, and the process lives on", async () => {
    for (const name of ["apply-commands", "update-session", "accept-update-event"])
      for (const event of [null, [], "text", { Records: "none" }])
        await run.stack.lambda.invoke(name, event).then(
          (answer) => expect(Object(answer)).not.toMatchObject({ statusCode: 200 }),
          (error: unknown) => expect(Object(error).name).not.toMatch(/^(?:Runtime\.ExitError|Sandbox\.Timedout)$/),
        );
    expect(await run.send(`/sessions/${quiet}`, { body: { number: "8" } })).toMatchObject({ status: 200 });
    expect(await numbersOf(quiet)).toEqual(["8"]);
  });

  test("a function without a variable that it needs says which one", async () => {
    const found = run.stack.functions.find(({ definition }) => definition.name === "apply-commands");
    if (!found) throw new Error("there is no apply-commands");
    const { definition } = found;
    const codeDir = mkdtempSync(join(tmpdir(), "no-variable-"));
    try {
      unpack(definition.zipFile, codeDir);
      const { TABLE_NAME: _, ...environment } = definition.environment;
      const starting = startEnvironment({
        ...{ codeDir, handler: definition.handler, environment },
        ...{ memoryMb: definition.memoryMb, timeoutMs: 5_000 },
      });
      await expect(starting).rejects.toThrow(/TABLE_NAME/);
    } finally {
      rmSync(codeDir, { recursive: true });
    }
  });

  test(
    "a worker that is killed while WTS takes its note leaves one note and a completed session, once its lease is over",
    async () => {
      await fault({ method: "POST", path: "note", applyFirst: true, hang: true, times: 1 });
      await queued([{ command: "complete", sessionId: killed, note: "resolvido" }]);
      await until(async () => (await notesOf(killed)).length > 0, "the note");
      for (const pid of run.stack.lambda.pids("apply-commands")) await run.stack.lambda.kill(pid);
      // SQS shows nobody for 90 s what the killed one held.
      await until(() => run.eventsOf("Session Closed", killed).length > 0, "Session Closed", 200_000);
      await run.drained();
      expect(await notesOf(killed)).toHaveLength(1);
      const completed = (await run.writesOf(killed)).filter(({ path }) => path.endsWith("/complete"));
      expect(completed).toMatchObject([{ status: 200 }]);
      expect(run.eventsOf("Session Closed", killed)).toHaveLength(1);
    },
    limitMs,
  );

  test(
    "a function that is frozen beyond its time is ended, the next one works, and the same request is applied once more at most",
    async () => {
      await fault({ method: "PUT", path: quiet, applyFirst: true, hang: true, times: 1 });
      const again = { headers: { "idempotency-key": "frozen-beyond-its-time" }, body: { number: "10" } };
      const sending = run.send(`/sessions/${quiet}`, again);
      await until(async () => (await run.writesOf(quiet)).length > 0, "the write");
      const frozen = run.stack.lambda.pids("update-session");
      for (const pid of frozen) process.kill(pid, "SIGSTOP");
      expect((await sending).status).toBe(500);
      const isGone = (pid: number): boolean => !run.stack.lambda.pids("update-session").includes(pid);
      await until(() => frozen.every(isGone), "the frozen process to end");
      expect((await run.send(`/sessions/${busy}`, { body: { number: "11" } })).status).toBe(200);
      expect(await numbersOf(busy)).toEqual(["11"]);
      await until(async () => (await run.send(`/sessions/${quiet}`, again)).status === 200, "the repetition's answer");
      const tried = await run.writesOf(quiet);
      expect(tried.length).toBeLessThanOrEqual(2);
      expect(tried.every(({ body }) => Object(body).number === "10")).toBe(true);
      // It is answered from what is written down: nothing is applied any more.
      expect((await run.send(`/sessions/${quiet}`, again)).status).toBe(200);
      expect(await run.writesOf(quiet)).toHaveLength(tried.length);
    },
    limitMs,
  );
};
