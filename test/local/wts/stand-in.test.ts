// The stand-in as something that other projects' tests start: by an import, and as a program of its own.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterEach, expect, test } from "@jest/globals";
import { type StandIn, startStandIn } from "wts-session-hooks/stand-in";

let stop: (() => Promise<unknown>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

const begin = async (options?: Parameters<typeof startStandIn>[0]): Promise<StandIn> => {
  const standIn = await startStandIn(options);
  stop = standIn.stop;
  return standIn;
};

const ids = (standIn: StandIn): string[] => standIn.admin<{ id: string }[]>("GET", "sessions").map(({ id }) => id);

test("it answers on a free port with the key that it tells, and has what it was asked to have", async () => {
  const standIn = await begin({
    accounts: { default: { apiKey: "pn_mine" }, other: { apiKey: "pn_other" } },
    sessions: 7,
  });
  const ask = (key: string) =>
    fetch(`${standIn.url}/chat/v2/session?PageSize=50`, { headers: { authorization: `Bearer ${key}` } });
  const answer = (await (await ask(standIn.apiKey())).json()) as { items: unknown[]; totalItems: number };
  expect(answer.totalItems).toBe(7);
  expect((await ask(standIn.apiKey("other"))).status).toBe(200);
  expect((await ask("pn_wrong")).status).toBe(401);
  expect(() => standIn.apiKey("nobody")).toThrow("there is no account nobody: there are default, other");
});

test("the same seed makes the same conversations, also by a reset, and another makes others", async () => {
  const standIn = await begin({ seed: "mine", sessions: 5 });
  const first = ids(standIn);
  standIn.admin("POST", "reset");
  expect(ids(standIn)).toEqual(first);
  await standIn.stop();
  expect(ids(await begin({ seed: "mine", sessions: 5 }))).toEqual(first);
  await stop?.();
  expect(ids(await begin({ seed: "yours", sessions: 5 }))).not.toEqual(first);
});

test("control requests are made without a connection; a wrong one throws with what was expected", async () => {
  const standIn = await begin({ sessions: 1 });
  expect(standIn.admin("PUT", "switches", { metadata: "replaced" })).toMatchObject({ metadata: "replaced" });
  expect(() => standIn.admin("PUT", "switches", { metadata: "gone" })).toThrow("metadata is one of merged, replaced");
  const { session } = standIn.admin<{ session: { id: string; status: string; contact: object } }>("POST", "messages", {
    newContact: { name: "Maria Souza", phoneNumber: "5511977771234" },
    direction: "FROM_HUB",
    text: "Bom dia",
  });
  expect(session).toMatchObject({ status: "STARTED", contact: { name: "Maria Souza", phoneNumber: "5511977771234" } });
  expect(ids(standIn)).toContain(session.id);
  for (const [message, expected] of [
    [{ direction: "FROM_HUB", text: "Oi" }, "either sessionId or newContact"],
    [{ direction: "FROM_HUB", text: "Oi", newContact: {} }, "needs a name"],
    [{ direction: "FROM_HUB", text: "Oi", newContact: { name: "A", departmentId: session.id } }, "no department has"],
  ] as const)
    expect(() => standIn.admin("POST", "messages", message)).toThrow(expected);
});

const program = ["local/wts/alone.ts"];

const started = async (...args: string[]): Promise<{ child: ChildProcess; told: Record<string, string> }> => {
  const child = spawn(process.execPath, [...program, "--port", "0", ...args, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  stop = async () => {
    if (child.exitCode === null && child.kill()) await once(child, "close");
  };
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { child, told: JSON.parse(String(line)) };
};

test("as a program it says where it answers, in JSON alone if so wished, and ends when it is told to", async () => {
  const { child, told } = await started("--seed", "7", "--sessions", "3");
  expect(told).toMatchObject({ accounts: ["default", "filial"], seed: "7", sessions: 3 });
  const sessions = (await (await fetch(`${told.admin}sessions`)).json()) as { id: string }[];
  const same = await startStandIn({ seed: 7, sessions: 3 });
  expect(sessions.map(({ id }) => id)).toEqual(ids(same));
  await same.stop();
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([0, null]);
});

test.each([
  [["--port", "x"], 2, "whole number from 0 to 65535"],
  [["--sessions", "-1"], 2, "whole number"],
  [["--port", "0", "--secrets", "/nowhere.json"], 1, "could not start"],
  [["--sed", "1"], 2, "Did you mean --seed?"],
  [["--help"], 0, "docs/reference/stand-in.md"],
])("as a program, %j", async (args, code, said) => {
  const { stdout, stderr, ...ended } = await promisify(execFile)(process.execPath, [...program, ...args]).catch(
    (error) => error,
  );
  expect([Reflect.get(ended, "code") ?? 0, stdout + stderr]).toEqual([code, expect.stringContaining(said)]);
});
