// `npm start` as a person runs it: a process of its own, its output, its signals.
import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { exampleSecretsFile } from "../../local/secrets-file.ts";
import { descendants } from "../local/support/descendants.ts";
import { eventually } from "../local/support/eventually.ts";
import { type TinyPackage, tinyPackage } from "../local/support/tiny-package.ts";
import { ownEnvironment } from "../support/own-files.ts";
import { sharedPackage } from "../support/package-with-config.ts";

const root = process.cwd();
const directory = mkdtempSync(join(tmpdir(), "start-"));
const runningFile = join(directory, "running.json");

let packed: TinyPackage;
beforeAll(() => {
  packed = tinyPackage({
    tiny: { bundle: "export const handler = async () => 'pong';", routes: ["GET /health"] },
  });
});
afterAll(() => {
  packed.remove();
  rmSync(directory, { recursive: true });
});

let child: ChildProcess | undefined;
afterEach(() => void child?.kill("SIGKILL"));

interface Started {
  readonly child: ChildProcess;
  readonly output: string;
}

/** Resolves when it is up, or when it ended. */
const start = async (environment: Readonly<Record<string, string>> = {}): Promise<Started> => {
  const started = spawn(process.execPath, ["local/start.ts"], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"),
      PORT: "0",
      WTS_PORT: "0",
      // It takes a second, and one test is about it.
      NO_CONSOLE: "1",
      LOCAL_PACKAGE_DIR: packed.directory,
      LOCAL_RUNNING_FILE: runningFile,
      // Where one that is killed leaves its unpacked functions.
      TMPDIR: directory,
      ...ownEnvironment,
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = started;
  let output = "";
  await new Promise<void>((resolve) => {
    for (const stream of [started.stdout, started.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
        if (output.includes("Ctrl-C stops everything")) resolve();
      });
    started.once("close", () => resolve());
  });
  return { child: started, output };
};

const taken: Server[] = [];
afterEach(() => {
  for (const server of taken.splice(0)) server.close();
});

const takenAddress = async (): Promise<string> => {
  const server = createServer().listen(0, "127.0.0.1");
  taken.push(server);
  await once(server, "listening");
  return `http://127.0.0.1:${Object(server.address()).port}`;
};

/** What has ended, and only waits for a parent to ask how, is gone: in a container there may be nobody who does. */
const lives = (pid: number): boolean => {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return /^\s*[^Z\s]/.test(stdout);
};

const readRunning = () => JSON.parse(readFileSync(runningFile, "utf8"));

/** What it started, and what that started. */
const familyOf = async (pid = 0): Promise<number[]> => {
  await fetch(`${readRunning().url}/health`);
  return descendants(pid);
};

/** Those of the command line. */
const hooksSuggestedBy = (output: string): string[] =>
  output.split("\n").filter((line) => line.includes("npm run hooks -- "));

const suggestedBy = (output: string): string[] => output.split("\n").filter((line) => line.startsWith("curl "));
const otherWts = { WTS_BASE_URL: "https://wts.example" };

describe("it writes where everything listens, and leaves nothing behind", () => {
  test("after SIGTERM; meanwhile every request it suggests works as it stands", async () => {
    const { child, output } = await start({ LOCAL_PACKAGE_DIR: sharedPackage() });
    const running = readRunning();
    const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
    const queueUrl = (name: string) =>
      `${running.endpoints.AWS_ENDPOINT_URL_SQS}/000000000000/wts-session-hooks-dev-${name}`;
    expect(running).toEqual({
      pid: child.pid,
      startedAt: expect.any(String),
      url,
      wtsUrl: url,
      endpoints: {
        AWS_ENDPOINT_URL_SQS: url,
        AWS_ENDPOINT_URL_DYNAMODB: url,
        AWS_ENDPOINT_URL_EVENTBRIDGE: url,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
        AWS_ENDPOINT_URL_CLOUDWATCH: url,
        WTS_BASE_URL: running.wtsUrl,
      },
      awsControlUrl: url,
      build: expect.stringMatching(/^\d+\.\d+\.\d+ code=\w+ config=\w+$/),
      controlUrl: url,
      clockOffsetMs: 0,
      region: "sa-east-1",
      queues: {
        Commands: queueUrl("commands.fifo"),
        CommandsDead: queueUrl("commands-dead.fifo"),
        Parked: queueUrl("parked"),
        ReassignSessionEvents: queueUrl("reassign-session-events"),
      },
      tableName: "wts-session-hooks-dev",
      busName: "wts-session-hooks-dev",
      secretsFile: exampleSecretsFile,
    });
    const answers = [];
    for (const line of suggestedBy(output)) {
      const { stdout } = await promisify(execFile)("sh", ["-c", `${line} --fail-with-body`]);
      answers.push(JSON.parse(stdout));
    }
    const updated = expect.objectContaining({
      status: "PENDING",
      metadata: expect.objectContaining({ origem: "curl" }),
    });
    expect(answers).toEqual([
      { status: "ok" },
      [expect.objectContaining({ dryRun: true })],
      [updated],
      [expect.objectContaining({ text: "Veio do lote" }), updated, updated],
      { FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] },
      expect.arrayContaining([expect.objectContaining({ method: "PUT", status: 200 })]),
    ]);

    const env = { ...process.env, ...ownEnvironment };
    const [send = "", list = ""] = hooksSuggestedBy(output);
    const { stdout: sent } = await promisify(execFile)("sh", ["-c", send], { cwd: root, env });
    expect(sent).toMatch(/^202 .*accepted/m);
    await eventually(async () => {
      const { stdout } = await promisify(execFile)("sh", ["-c", list], { cwd: root, env });
      expect(stdout).toMatch(/event +event:my\.crm .+ applied/);
      expect(stdout).toMatch(/webhook +webhook:crm .+ applied/);
    });

    const family = await familyOf(child.pid);
    expect(family.length).toBeGreaterThanOrEqual(3);
    child.kill("SIGTERM");
    expect(await once(child, "close")).toEqual([0, null]);
    await eventually(() => expect(family.filter(lives)).toEqual([]));
    expect(existsSync(runningFile)).toBe(false);
  });

  test("with tokens of the user's own it prints none of them, says where they are, and suggests what works with one", async () => {
    const file = join(directory, "own.json");
    const [ofBranch, ofCrm] = ["a-token-of-our-branch-0123456789", "a-token-of-our-crm-0123456789"];
    const accounts = Object.fromEntries(
      ["default", "filial"].map((name) => [name, { apiKey: `pn_test_${name}_01234` }]),
    );
    const clients = { branch: { tokens: [ofBranch], accounts: ["filial"] }, crm: [ofCrm] };
    writeFileSync(file, JSON.stringify({ accounts, clients }));
    const { child, output } = await start({ LOCAL_PACKAGE_DIR: sharedPackage(), LOCAL_SECRETS_FILE: file });
    expect(output).not.toContain(ofBranch);
    expect(output).not.toContain(ofCrm);
    expect(output).toContain(`# $TOKEN stands for a token of the client crm in ${file}\n`);
    const [, dryRun = ""] = suggestedBy(output);
    const env = { ...process.env, TOKEN: ofCrm };
    const { stdout } = await promisify(execFile)("sh", ["-c", dryRun], { env });
    expect(JSON.parse(stdout)).toMatchObject([{ dryRun: true }]);
    child.kill("SIGTERM");
    await once(child, "close");
  });

  test("after SIGINT; with another WTS it suggests only what works there", async () => {
    const { child, output } = await start(otherWts);
    expect(output).toContain("WTS is https://wts.example");
    expect(suggestedBy(output)).toHaveLength(1);
    expect(readRunning()).not.toHaveProperty("wtsUrl");
    const family = await familyOf(child.pid);
    expect(family).toHaveLength(2);
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([0, null]);
    await eventually(() => expect(family.filter(lives)).toEqual([]));
    expect(existsSync(runningFile)).toBe(false);
  });

  test("even when it is killed itself; with DATA_DIR it tells where its data is", async () => {
    const { child } = await start({ ...otherWts, DATA_DIR: join(directory, "data") });
    expect(readRunning()).toMatchObject({ dataDir: join(directory, "data") });
    expect(existsSync(join(directory, "data"))).toBe(true);
    const family = await familyOf(child.pid);
    expect(family).toHaveLength(2);
    child.kill("SIGKILL");
    await once(child, "close");
    await eventually(() => expect(family.filter(lives)).toEqual([]));
  });
});

describe("it opens the console, in a process of its own", () => {
  test("and says its address, which lets one browser in; it ends with what opened it, also where that is killed", async () => {
    const { child, output } = await start({ NO_CONSOLE: "", LOCAL_PACKAGE_DIR: sharedPackage() });
    const [, base = "", token = ""] = /^Console.*: (http:\/\/127\.0\.0\.1:\d+\/)#token=(\S+)$/m.exec(output) ?? [];
    const enter = () =>
      fetch(new URL("/api/enter", base), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token }),
      });
    expect([(await enter()).status, (await enter()).status]).toEqual([200, 401]);
    const family = await familyOf(child.pid);
    expect(family.length).toBeGreaterThan(3);
    child.kill("SIGKILL");
    await once(child, "close");
    await eventually(() => expect(family.filter(lives)).toEqual([]));
  });

  test("and where it cannot open, it says why, and everything else runs", async () => {
    const { child, output } = await start({
      NO_CONSOLE: "",
      CONSOLE_PORT: new URL(await takenAddress()).port,
      LOCAL_PACKAGE_DIR: sharedPackage(),
    });
    expect(output).toMatch(/The console could not be opened, and everything else runs: .*is taken/);
    expect((await fetch(`${readRunning().url}/health`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await once(child, "close")).toEqual([0, null]);
  });
});

test("an option is refused with exit status 2, and nothing is started", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["local/start.ts", "--help"], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"), ...ownEnvironment },
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^npm start takes no options, and was given --help: .* PORT=3001 npm start/);
});

describe("it refuses with exit status 1", () => {
  const refusal = async (environment: Record<string, string>): Promise<string> => {
    const { child, output } = await start(environment);
    expect(child.exitCode).toBe(1);
    expect(await descendants(child.pid ?? 0)).toEqual([]);
    return output;
  };

  test("a taken WTS_PORT", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = Object(server.address());
    const output = await refusal({ WTS_PORT: String(port) });
    expect(output).toContain(`port ${port} is taken`);
    expect(output).toContain("set WTS_PORT to another");
    server.close();
  });

  test("a port that is none", async () => {
    expect(await refusal({ PORT: "http" })).toBe('PORT must be a port from 0 to 65535, not "http"\n');
  });

  test("a second one beside one that runs: the command line would lose sight of the first", async () => {
    const written = JSON.stringify({ pid: process.pid, url: "http://127.0.0.1:3000" });
    writeFileSync(runningFile, written);
    expect(await refusal({})).toContain(
      `already running at http://127.0.0.1:3000 (pid ${process.pid}): stop it first, or set LOCAL_RUNNING_FILE`,
    );
    expect(readFileSync(runningFile, "utf8")).toBe(written);
    rmSync(runningFile);
  });

  test("secrets that the functions would refuse", async () => {
    const file = join(directory, "weak.json");
    writeFileSync(file, JSON.stringify({ accounts: { default: { apiKey: "short" } }, clients: {} }));
    expect(await refusal({ LOCAL_SECRETS_FILE: file })).toMatch(
      /the accounts secret is not valid:\n {2}- default\.apiKey/,
    );
    writeFileSync(file, JSON.stringify({ accounts: {}, clients: {} }));
    expect(await refusal({ LOCAL_SECRETS_FILE: file })).toContain("default: this account is required");
  });

  test("a secrets file that is not there", async () => {
    expect(await refusal({ LOCAL_SECRETS_FILE: "/nowhere.json" })).toMatch(
      /^the secrets file \/nowhere\.json cannot be read/,
    );
  });
});
