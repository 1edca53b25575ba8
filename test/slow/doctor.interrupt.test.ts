// `doctor --probe` in a process of its own, stopped as people stop it: whatever they press, and however often, the session is given back.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { fieldsOf } from "../../cli/doctor/probe/probed-session.ts";
import { type HooksForTests, startHooks } from "../cli/support/hooks-for-tests.ts";
import { ownEnvironment } from "../support/own-files.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sessionId = "5e55e55e-0000-4000-8000-000000000001";
const configText = `import { defineConfig } from "wts-session-hooks";
export default defineConfig({
  limits: { share: 1, sustained: { requests: 100_000, windowMs: 300_000 }, burst: { requests: 100_000, windowMs: 5_000 } },
});
`;

let standIn: TestStandIn;
let our: HooksForTests;
let folder: string;
beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url });
  folder = mkdtempSync(join(tmpdir(), "interrupt-"));
  writeFileSync(join(folder, "hooks.config.ts"), configText);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await our.stop();
  await standIn.stop();
});

const held = async () => fieldsOf(await standIn.admin("GET", `sessions/${sessionId}`));

/** Answers the exit code, and what was printed. `signals` are sent with the announcement of the call that is named. */
const probeUntil = async (call: number, signals: readonly NodeJS.Signals[]) => {
  const child = spawn(
    process.execPath,
    ["--import", "./local/choose-node.mjs", "cli/hooks.ts", "doctor", "--probe", "--session", sessionId, "--yes"],
    {
      cwd: root,
      env: { ...process.env, ...ownEnvironment, ...our.environment, HOOKS_CONFIG: join(folder, "hooks.config.ts") },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const lines: string[] = [];
  const closed = once(child, "close");
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    const isThatCall = new RegExp(`^ +${call} {2}[A-Z]+ /`).test(line);
    // Whoever is impatient presses again, also when it says that it is giving back.
    if (isThatCall || /^(Stopping|Giving the session back)/.test(line))
      for (const signal of signals) child.kill(signal);
  }
  const [code] = await closed;
  return { code, lines };
};

test.each([
  [30, ["SIGINT"]],
  [40, ["SIGINT", "SIGINT"]],
  [48, ["SIGTERM", "SIGINT"]],
  [12, ["SIGHUP"]],
] as const)("with call %i, by %j", async (call, signals) => {
  await standIn.admin("POST", "reset", {});
  const { departments } = await standIn.admin<{ departments: { id: string }[] }>("GET", "directory");
  await standIn.admin("PUT", `sessions/${sessionId}`, {
    contactPhone: "+55 11 98765-4321",
    status: "PENDING",
    departmentId: departments[0]?.id,
    metadata: { origem: "teste" },
  });
  const before = await held();
  const { code, lines } = await our.runningOtherwise({ wtsUrl: standIn.url }, () => probeUntil(call, signals));
  expect(await held()).toEqual(before);
  expect(code).toBe(1);
  expect(lines.filter((line) => line.startsWith("Stopping"))).toHaveLength(1);
  expect(lines).toContain("The session is as it was.");
  expect(JSON.parse(readFileSync(join(folder, "wts-answers.json"), "utf8")).default.answers.sessionApi).toBe(
    "v2-and-v1",
  );
});
