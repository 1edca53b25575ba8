// "Why was it closed yesterday?" and "why did it go to Carla?" take one command each, days later, of what the built functions did.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { writeRunningFile } from "../../local/start/running-file.ts";
import { subscribeStandIn } from "../../local/start/subscribe-stand-in.ts";
import { runProcess } from "../cli/support/hooks-for-tests.ts";
import { englishIn } from "../support/english-words.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { type RunningStack, runStack } from "../support/running-stack.ts";
import config from "../support/story-config.ts";
import { until } from "../support/until.ts";

const configFile = new URL("../support/story-config.ts", import.meta.url);
const hourMs = 3_600_000;

let our: RunningStack;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "story-"));
  our = await runStack({ packageDir: packageWithConfig(configFile) });
  await our.admin("POST", "reset", { sessions: [] });
  await our.admin("PUT", "limits", { enabled: false });
  await subscribeStandIn(our.stack, config);
}, 60_000);
afterAll(async () => {
  await our.stop();
  rmSync(folder, { recursive: true });
});

/** As somebody types it, who wants to see what comes of it. */
const hooks = async (...args: string[]): Promise<string> => {
  const LOCAL_RUNNING_FILE = join(folder, "running.json");
  writeRunningFile(LOCAL_RUNNING_FILE, our.stack);
  const { code, stdout, stderr } = await runProcess(args, { LOCAL_RUNNING_FILE, HOOKS_CONFIG: configFile.pathname });
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: "" });
  return stdout;
};
interface Held {
  status: string;
  userId: string | null;
  number: string;
}
const session = (id: string) => our.admin<Held>("GET", `sessions/${id}`);
const is = (id: string, fits: (held: Held) => boolean, what: string) =>
  until(async () => fits(await session(id)), what, 60_000);
/** A process a look: it looks rarely. */
const shows = async (what: string, wanted: RegExp, ...args: string[]): Promise<void> => {
  let seen = "";
  const isThere = async () => {
    seen = await hooks(...args);
    return wanted.test(seen);
  };
  await until(isThere, what, 60_000, 500).catch((error: Error) => {
    throw new Error(`${error.message}: ${seen}`);
  });
};
const later = (ms: number) => our.stack.clock.moveTo(our.stack.clock.offsetMs() + ms);

/** The lines without what is of one day and of one session alone. */
const shapesOf = (text: string): string[] =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f…-]+/g, "id")
    .replaceAll(/undo \w{12}`/g, "undo run`")
    .replaceAll(/\p{L}{3}\., \d\d/gu, "day")
    .replaceAll(/\d/g, "0")
    .split("\n");
/** What the guide shows of such a day. */
const shownInGuide = (): string[] => {
  const guide = readFileSync(new URL("../../docs/pt-BR/what-happened.md", import.meta.url), "utf8");
  return shapesOf(guide.split("```text\n")[1]?.split("\n```")[0] ?? "nothing is shown");
};

test("days pass, and by link, protocol and phone one command says who got it and why, and why it was closed", async () => {
  const phone = "5511980047711";
  const begun = JSON.parse(await hooks("local", "say", phone, "Bom dia, quero um orçamento", "--new", "--json"));
  const id = String(begun.sessionId);
  await is(id, ({ userId }) => userId !== null, "somebody has the session");
  const { agents } = await our.admin<{ agents: { userId: string; name: string }[] }>("GET", "directory");
  const { userId, number } = await session(id);
  const name = agents.find((agent) => agent.userId === userId)?.name ?? "";
  await our.admin("PUT", `sessions/${id}`, { status: "IN_PROGRESS" });
  await hooks("local", "say", id, "Bom dia! Segue o orçamento.", "--as", "agent");

  await shows("the note about it", /A nota interna/, "session", id);

  // A new policy first says what it would do, and acts when somebody has confirmed it.
  await later(4.1 * hourMs);
  await shows("the run that only says it", /"would-warn": 1\b/, "auto-close", "runs", "--json");
  await hooks("auto-close", "confirm", "parados");
  await later(config.autoClose.everyMinutes * 60_000);
  await shows("the warning", /"what": "message"/, "session", id, "--json");
  await later(1.1 * hourMs);
  await is(id, ({ status }) => status === "COMPLETED", "it is closed");
  await later(24 * hourMs);

  const link = `https://chat.umamarca.example/chat2/sessions/${id}?tab=historico`;
  for (const typed of [id, link, number, "(11) 98004-7711"]) {
    const told = await hooks("session", typed);
    expect([typed, englishIn(told)]).toEqual([typed, []]);
    expect(told).toMatch(new RegExp(`^Atendimento ${id}, protocolo ${number}, da conta default`));
    // Why did it go to that person?
    expect(told).toMatch(
      new RegExp(`Entregue a ${name} \\(Comercial\\) pela regra comercial \\(atendimento novo\\): \\S`),
    );
    expect(told).toMatch(/nem \d+ de outros departamentos/);
    // Why was it closed yesterday?
    expect(told).toMatch(/A regra parados só disse: teria avisado\./);
    expect(told).toMatch(/O cliente foi avisado pela regra parados: ninguém escreveu por \d horas \(desde .+\)\./);
    expect(told).toMatch(
      /Encerrado pela regra parados: ninguém escreveu por 5 horas \(desde .+\); avisado em .+, sem resposta\./,
    );
    expect(told).not.toMatch(/^(aviso|próxima execução) /m);
    expect(told).toMatch(/situação: IN_PROGRESS → COMPLETED/);
    expect(told).toMatch(
      new RegExp(`^desfazer +\`auto-close runs undo \\w{12}\` o reabriria como IN_PROGRESS: ${name}, Comercial$`, "m"),
    );
    expect(shapesOf(told)).toEqual(expect.arrayContaining(shownInGuide()));
  }
}, 240_000);
