// What goes wrong around a deployed stage: WTS fails for one session, a function fails for good, is given what it does not know, lacks a
// variable. WTS's journal and the queues say what came of it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { startEnvironment } from "../../judges/runtime/start-environment.ts";
import { clientOptionsAt } from "../../local/aws/account.ts";
import { unpack } from "../../local/lambda/unpack.ts";
import { until } from "../support/until.ts";
import { type DeployedRun, deployedRun } from "./support/deployed-run.ts";

const limitMs = 250_000;
const [busy = "", failing = "", quiet = ""] = [1, 2, 3].map((index) => `5e551011-0000-4000-8000-00000000000${index}`);
let run: DeployedRun;

beforeAll(async () => {
  run = await deployedRun("fail", join(import.meta.dirname, "support/failing.config.ts"));
}, 300_000);
afterAll(() => run?.stop());
beforeEach(async () => {
  await run.drained();
  await run.admin("POST", "faults", []);
  const sessions = [busy, failing, quiet].map((id) => ({ id, status: "IN_PROGRESS" }));
  await run.admin("POST", "reset", { sessions });
});

const fault = (...faults: object[]) => run.admin("POST", "faults", faults);
const numbersOf = async (sessionId: string) =>
  (await run.writesOf(sessionId)).filter(({ status }) => status === 200).map(({ body }) => Object(body).number);
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
const limitCommands = async (MaximumMessageSize: number): Promise<void> => {
  const sqs = new SQSClient(clientOptionsAt(run.stack.cloud.sqsUrl));
  try {
    await sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: run.stack.queues.Commands,
        Attributes: { MaximumMessageSize: String(MaximumMessageSize) },
      }),
    );
  } finally {
    sqs.destroy();
  }
};
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
  "a function that fails is tried again and its event parked, listed with its reason, and applied when replayed",
  async () => {
    const before = await run.held("Parked");
    // The queue takes nothing as long as this, as if somebody had set it so: accept-update-event cannot know, and throws.
    await limitCommands(1_024);
    const metadata = { longo: "x".repeat(3_000) };
    try {
      await run.putEvent("Session Update Requested", { sessionId: quiet, number: "9", metadata });
      await until(async () => (await run.held("Parked")) === before + 1, "the parked event", 60_000);
    } finally {
      await limitCommands(1_048_576);
    }
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
