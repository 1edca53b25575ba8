// The stand-in as a process: it says where it listens, names what is wrong, and goes when its parent does.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { at, type OpenStandIn, openStandIn } from "./open-stand-in.ts";

const entry = join(import.meta.dirname, "../../../local/wts/start.ts");

let standIn: OpenStandIn;
beforeAll(async () => {
  standIn = await openStandIn();
});
afterAll(() => standIn.close());

const start = (env: Record<string, string>): ChildProcess => {
  const stdio = ["ignore", "pipe", "pipe", "ipc"] as const;
  return spawn(process.execPath, [entry], { env: { PATH: process.env.PATH, ...env }, stdio: [...stdio] });
};

const outputOf = async (child: ChildProcess): Promise<{ code: unknown; stderr: string }> => {
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, "close");
  return { code, stderr };
};

describe("the process", () => {
  test("tells its parent where it listens, and ends when the parent lets go", async () => {
    const child = start({ WTS_PORT: "0", WTS_SECRETS_FILE: standIn.secretsFile });
    const [message] = await once(child, "message");
    const url = String(at(message, "ready.url"));
    const response = await fetch(`${url}/__admin/clock`);
    expect(response.status).toBe(200);
    await response.body?.cancel();
    child.disconnect();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("ends on SIGTERM", async () => {
    const child = start({ WTS_PORT: "0", WTS_SECRETS_FILE: standIn.secretsFile });
    await once(child, "message");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("names the port and the variable when the port is taken", async () => {
    const { port } = new URL(standIn.url);
    const { code, stderr } = await outputOf(start({ WTS_PORT: port, WTS_SECRETS_FILE: standIn.secretsFile }));
    expect(code).toBe(1);
    expect(stderr).toContain(`port ${port} is taken`);
    expect(stderr).toContain("WTS_PORT");
  });

  test("names the variable that is missing, or the file that cannot be read", async () => {
    const without = await outputOf(start({ WTS_PORT: "0" }));
    expect(without).toMatchObject({ code: 1, stderr: expect.stringContaining("WTS_SECRETS_FILE") });
    const unreadable = await outputOf(start({ WTS_PORT: "0", WTS_SECRETS_FILE: "/nowhere/secrets.json" }));
    expect(unreadable).toMatchObject({ code: 1, stderr: expect.stringContaining("/nowhere/secrets.json") });
  });
});
