// The story of whoever is on duty: a mapping names a department that WTS does not have, and in the end everything is done once, or discarded, and no alarm is on.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runHooks } from "../../cli/program.ts";
import { defineConfig } from "../../lib/config.ts";
import { signRequest } from "../../local/sign-request.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { writeRunningFile } from "../../local/start/running-file.ts";
import { boxHere } from "../support/box-here.ts";
import { ownEnvironment } from "../support/own-files.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { until } from "../support/until.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";

const secret = "a-secret-of-the-shop-0123456789";
const sessions = ["a", "b", "c"].map((letter) => `5e550000-0000-4000-8000-00000000000${letter}`);
const [first = "", second = "", third = ""] = sessions;
const configWith = (department: string) => ({
  sources: {
    loja: {
      verify: "github",
      map: [
        { command: "'note'", sessionId: "body.session", text: "'Pedido ' & body.pedido" },
        { command: "'transfer'", sessionId: "body.session", department: `'${department}'` },
      ],
    },
  },
});
const [wrong, right] = [configWith("Comercal"), configWith("Comercial")];

const scratch = mkdtempSync(join(tmpdir(), "recover-"));
const runningFile = join(scratch, "running.json");
const lines: string[] = [];
let config = defineConfig(wrong);
let packageDir: string;
let stack: Stack | undefined;
let standIn: TestStandIn;

const deploy = async (input: typeof wrong): Promise<void> => {
  await stack?.stop();
  config = defineConfig(input);
  packageDir = packageWithConfig(input);
  stack = await startStack({
    ...{ packageDir, secretsFile: standIn.secretsFile, wtsBaseUrl: standIn.url },
    ...{ dataDir: join(scratch, "data"), schedules: false, onLog: (_source, line) => void lines.push(line) },
  });
  writeRunningFile(runningFile, stack);
};

beforeAll(async () => {
  standIn = await startTestStandIn({ sources: { loja: [secret] } });
  const messages = [{ text: "Bom dia" }];
  await standIn.admin("POST", "reset", { sessions: sessions.map((id) => ({ id, status: "PENDING", messages })) });
  await deploy(wrong);
});
afterAll(async () => {
  await stack?.stop();
  await standIn.stop();
  rmSync(scratch, { recursive: true });
});

const run = async (args: readonly string[]) => {
  const said: string[] = [];
  let stdout = "";
  const environment = { ...ownEnvironment, LOCAL_RUNNING_FILE: runningFile, LOCAL_SECRETS_FILE: standIn.secretsFile };
  const code = await runHooks(args, {
    ...{ environment, config, box: boxHere(config.sources) },
    stdout: (text) => {
      stdout += text;
      said.push(text);
    },
    stderr: (text) => void said.push(text),
  });
  return { code, stdout, said: said.join("") };
};
const hooks = async (...args: string[]): Promise<string> => {
  const { code, said } = await run(args);
  if (code !== 0) throw new Error(said);
  return said;
};
const waiting = async (): Promise<Record<string, number>> => {
  // It answers 1 as long as something is parked.
  const { stdout } = await run(["status", "--json"]);
  const { queues } = JSON.parse(stdout) as { queues: { name: string; waiting: number; hidden: number }[] };
  return Object.fromEntries(queues.map(({ name, waiting: shown, hidden }) => [name, shown + hidden]));
};
const parkedCount = (count: number) =>
  until(async () => {
    const { commands, parked } = await waiting();
    return commands === 0 && parked === count;
  }, `${count} parked, and nothing in the queue`);

/** As its sender sends it, each time anew. */
const send = async (sessionId: string, pedido: string): Promise<void> => {
  const body = Buffer.from(JSON.stringify({ session: sessionId, pedido }));
  const headers = { "content-type": "application/json", "x-github-delivery": `d-${pedido}` };
  const request = { method: "POST", headers, rawQuery: "", path: {}, query: {}, bytes: body };
  const source = config.sources.loja;
  if (!source || !stack) throw new Error("nothing is deployed");
  const signed = signRequest(request, { name: "loja", source, secret, publicUrl: undefined, now: new Date() });
  const answer = await fetch(stack.url + signed.pathAndQuery, { ...signed, body: Buffer.from(signed.body) });
  expect(answer.status).toBe(202);
};
const transfersOf = async (sessionId: string): Promise<number> =>
  (await journalOf(standIn.admin, true)).filter(
    ({ path, status }) => path.includes(sessionId) && path.endsWith("/transfer") && status === 200,
  ).length;
const notesOf = async (sessionId: string): Promise<number> =>
  (await standIn.admin<{ notes: unknown[] }>("GET", `sessions/${sessionId}`)).notes.length;
/** As CloudWatch would have it on. */
const alarmIsOn = async (): Promise<boolean> => {
  const file = join(packageDir, "cloudformation-template-update-stack.json");
  const { ParkedAlarm } = JSON.parse(readFileSync(file, "utf8")).Resources;
  expect(ParkedAlarm.Properties).toMatchObject({
    ...{ MetricName: "ApproximateNumberOfMessagesVisible", ComparisonOperator: "GreaterThanThreshold" },
  });
  return ((await waiting()).parked ?? 0) > ParkedAlarm.Properties.Threshold;
};
const parkedIds = async (sessionId: string): Promise<string[]> => {
  const listed = JSON.parse(await hooks("parked", "list", "--json")) as { messageId: string; sessionId: string }[];
  return listed.filter((each) => each.sessionId === sessionId).map(({ messageId }) => messageId);
};

test("a wrong department is parked, explained, corrected, replayed and applied once; another is discarded; nothing waits", async () => {
  for (const [index, sessionId] of sessions.entries()) await send(sessionId, String(index));
  await parkedCount(3);
  expect(await alarmIsOn()).toBe(true);
  const [id = ""] = await parkedIds(first);
  expect(await hooks("parked", "show", id)).toMatch(/Comercal[\s\S]*Comercial/);
  const sample = join(scratch, "pedido.json");
  writeFileSync(sample, JSON.stringify({ session: first, pedido: "0" }));
  const nearest = /2 to be queued[\s\S]*the nearest name is Comercial/;
  await expect(hooks("explain", sample, "--source", "loja", "--sign")).rejects.toThrow(nearest);
  await expect(hooks("explain", "--parked", id)).rejects.toThrow(nearest);

  // Its sender sends it again before anybody has looked: the note is a copy, the transfer is refused once more.
  await send(first, "0");
  await until(() => lines.some((line) => /"parked before"/.test(line)), "the copy to be known as parked");
  await parkedCount(3);

  await deploy(right);
  expect(await hooks("explain", "--parked", id)).toContain("1: transfer: ");
  const plan = await hooks("parked", "replay", id);
  expect(plan).toMatch(/note .*skip: it was applied/);
  expect(plan).toMatch(/transfer .*Comercial +apply/);
  await until(async () => (await transfersOf(first)) === 1, "the transfer of the replayed delivery");
  await parkedCount(2);

  // And once more when it was done: that is a copy.
  await send(first, "0");
  await until(() => lines.some((line) => /"duplicate"/.test(line) && line.includes("d-0")), "the copy to be known");
  // The second one's sender is faster than whoever is on duty.
  await send(second, "1");
  await until(async () => (await transfersOf(second)) === 1, "the transfer of what was sent again");
  await hooks("parked", "replay", ...(await parkedIds(second)));
  await parkedCount(1);

  const [unwanted = ""] = await parkedIds(third);
  await hooks("parked", "discard", unwanted, "--reason", "pedido cancelado", "--yes");
  await parkedCount(0);

  expect(await Promise.all(sessions.map(transfersOf))).toEqual([1, 1, 0]);
  expect(await Promise.all(sessions.map(notesOf))).toEqual([1, 1, 1]);
  expect(await hooks("session", third)).toContain("pedido cancelado");
  expect(await waiting()).toEqual({ commands: 0, "commands-dead": 0, parked: 0, "reassign-session-events": 0 });
  expect(await alarmIsOn()).toBe(false);
});
