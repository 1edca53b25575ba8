// Runs whose processes die one after the other, and what became of every session when the last one has come to an end.
import { dyingProcess } from "./dying-process.ts";
import { hooked, minuteMs, type RunServers, type RunWorld, runWorld, sessionIdOf } from "./run-world.ts";

/** Three are only closed, one is said goodbye to, one is warned, and one waits for an answer. */
const sessions = [
  ...[{}, {}],
  { status: "PENDING", userId: null },
  { status: "STARTED", userId: null },
  { lastMessageIn: "2026-11-20T11:00:00Z" },
  {},
];

const autoClose = {
  policies: [
    {
      name: "goodbye",
      match: { status: "PENDING" as const },
      idle: { hours: 4 },
      whenUnsendable: "leave" as const,
      close: { note: "Encerrado", farewell: "Até logo! {run}", metadata: { autoClose: "{policy}" } },
    },
    {
      name: "gentle",
      match: { status: "STARTED" as const },
      idle: { hours: 4 },
      whenUnsendable: "leave" as const,
      warning: { text: "Ainda está aí?", grace: { minutes: 10 } },
    },
    { name: "silent", idle: { hours: 4 } },
  ],
};

const expected = [0, 1, 2, 3, 5];

const problemsOf = async (world: RunWorld): Promise<string[]> => {
  const problems: string[] = [];
  const check = (what: string, found: unknown, wanted: unknown): void => {
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      problems.push(`${what}: ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
  };
  check("closed", await world.closed(), expected);
  const writes = await world.writes();
  for (const index of expected) {
    const closes = writes.filter((write) => write === `PUT /${sessionIdOf(index)}/complete`);
    check(`closes of ${index}`, closes.length, 1);
  }
  const goodbye = await world.held(2);
  check("notes", goodbye.notes.length, 1);
  check("farewells", goodbye.messages.filter(({ text }) => text?.startsWith("Até logo!")).length, 1);
  const gentle = await world.held(3);
  check("warnings", gentle.messages.filter(({ text }) => text === "Ainda está aí?").length, 1);
  const runs = await world.runs();
  const sessions = runs.flatMap((run) => run.sessions);
  const results = (result: string) =>
    sessions
      .filter((session) => session.result === result)
      .map(({ id }) => Number(id.slice(-12)))
      .sort();
  check("recorded as closed", results("closed"), expected);
  check("recorded as warned", results("warned"), [3]);
  check(
    "closed, as counted",
    runs.reduce((sum, { counts }) => sum + (counts.closed ?? 0), 0),
    expected.length,
  );
  check("runs", [...new Set(runs.map(({ state }) => state))], ["done"]);
  return problems;
};

export interface CrashHistory {
  steps: number;
  problems: string[];
}

/** The process of the first tick dies at the first death, that of the tick after at the next one. */
export const crashHistory = async (
  servers: RunServers,
  deaths: readonly { at: number | undefined; arrives: boolean }[],
): Promise<CrashHistory> => {
  const world = runWorld(servers, { autoClose });
  await world.hold(sessions);
  await world.confirm();
  let steps = 0;
  const tick = async (death: { at: number | undefined; arrives: boolean } | undefined): Promise<void> => {
    const process = dyingProcess(death ?? { at: undefined, arrives: false });
    const dependencies = world.another(autoClose, process.table(world.table));
    const alive = {
      ...dependencies,
      connect: hooked(dependencies.connect, { around: (call) => process.step(call) }),
    };
    await world.tick({}, alive).catch((error: unknown) => {
      if (!process.isDead()) throw error;
    });
    if (deaths[0] === death) steps = process.steps();
  };
  // Of the first run every tick may die, until one does not; three more runs follow.
  for (const death of [...deaths, undefined, undefined]) {
    await tick(death);
    await world.advance(minuteMs + 1);
  }
  for (let run = 0; run < 3; run += 1) {
    await world.advance(15 * minuteMs);
    await tick(undefined);
  }
  return { steps, problems: await problemsOf(world) };
};
