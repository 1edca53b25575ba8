// Plays a day of two policies within seconds: the local clock moves functions and stand-in, and what is due then runs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Language } from "../../lib/core/texts/language.ts";
import { ownModule } from "../own-module.ts";
import type { Stack } from "../stack.ts";
import { writeRunningFile } from "../start/running-file.ts";
import { subscribeStandIn } from "../start/subscribe-stand-in.ts";
import { demoConfig } from "./demo-config.ts";
import { demoWords, type Talk } from "./demo-words.ts";
import { printOutcome, printTable } from "./print-step.ts";
import type { DemoWorld } from "./world.ts";

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
/** What a queue and the functions behind it need on a busy machine. */
const patienceMs = 30_000;
/** After so long without what is to happen, another minute passes. */
const runPatienceMs = 3_000;

interface Held {
  readonly id: string;
  readonly status: string;
  readonly userId: string | null;
  readonly departmentId: string | null;
  readonly messages: readonly { readonly text: string | null; readonly createdAt: string }[];
}

interface Day {
  readonly stack: Stack;
  readonly world: DemoWorld;
  readonly language: Language;
  readonly configFile: string;
  /** Only the first ones are played; without it, all. */
  readonly stepCount?: number;
}

type Check = readonly [what: string, whose: Talk, isTrue: (talk: Held) => boolean];

/** As somebody types it, so that the demo shows nothing that they cannot do. */
const hooks = async ({ stack, configFile }: Day, ...args: readonly string[]): Promise<void> => {
  const runningFile = join(tmpdir(), `demo-${process.pid}.json`);
  writeRunningFile(runningFile, stack);
  try {
    const child = spawn(process.execPath, [fileURLToPath(ownModule("../../cli/hooks", import.meta.url)), ...args], {
      env: { ...process.env, LOCAL_RUNNING_FILE: runningFile, HOOKS_CONFIG: configFile },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    if (code !== 0) throw new Error(`hooks ${args.join(" ")}: ${said}`);
  } finally {
    rmSync(runningFile, { force: true });
  }
};

const idOf = (number: number): string => `de300000-0000-4000-8000-0000000001${String(number).padStart(2, "0")}`;

/** Answers how many of its steps were not as expected. */
export const playDay = async (day: Day): Promise<number> => {
  const { stack, world, language } = day;
  const words = demoWords[language];
  const say = words.day;
  const ids = new Map<Talk, string>([
    ["quiet", idOf(1)],
    ["thankful", idOf(2)],
    ["asking", idOf(3)],
    ["held", idOf(4)],
  ]);

  const read = async (talk: Talk): Promise<Held> => (await world.admin("GET", `sessions/${ids.get(talk)}`)) as Held;

  const show = async (): Promise<void> => {
    const rows = await Promise.all(
      [...ids.keys()].map(async (talk) => {
        const { status, userId, messages } = await read(talk);
        return [say.contacts[talk], status, world.userName(userId), messages.at(-1)?.text ?? undefined];
      }),
    );
    printTable([say.heads, ...rows]);
  };

  const failing = async (checks: readonly Check[]): Promise<string[]> => {
    const found = await Promise.all(
      checks.map(async ([, talk, isTrue]) => {
        const held = await read(talk);
        return isTrue(held) ? [] : [say.problem(say.contacts[talk], held.status)];
      }),
    );
    return found.flat();
  };

  const later = (ms: number) => () => stack.clock.moveTo(stack.clock.offsetMs() + ms);

  /**
   * What goes through a queue is waited for; what is not to happen is looked at when the rest has happened. A session that
   * another function has in hand is left for the next run, and that is a minute later here as well.
   */
  const settled = async (checks: readonly Check[]): Promise<string[]> => {
    const endBy = Date.now() + patienceMs;
    for (let nextRunAt = Date.now() + runPatienceMs; ; await delay(100)) {
      const problems = await failing(checks);
      if (problems.length === 0 || Date.now() > endBy) return problems;
      if (Date.now() < nextRunAt) continue;
      await later(minuteMs)();
      nextRunAt = Date.now() + runPatienceMs;
    }
  };

  let number = 0;
  const step = async (title: string, act: () => Promise<unknown>, checks: readonly Check[]): Promise<number> => {
    number += 1;
    await act();
    const problems = await settled(checks);
    console.log(`\n${number}. ${title}`);
    await show();
    printOutcome(
      { remarks: [], problems },
      checks.map(([what]) => what),
    );
    return problems.length > 0 ? 1 : 0;
  };

  const lastSaid = ({ messages }: Held): string => messages.at(-1)?.text ?? "";

  const now = Date.now() + stack.clock.offsetMs();
  const at = (minutesAgo: number): string => new Date(now - minutesAgo * minuteMs).toISOString();
  const asked = { direction: "FROM_HUB", text: say.said.question, at: at(131) };
  const answered = { direction: "TO_HUB", text: say.said.answer, at: at(125) };
  /** A text that greets says the name by which the table calls the contact. */
  const conversation = (talk: Talk, department: string, user: string, ...more: readonly object[]) => ({
    id: ids.get(talk),
    contactName: say.contacts[talk].split(" ", 1)[0],
    status: "IN_PROGRESS",
    departmentId: world.departmentId(department),
    userId: world.userId(user),
    messages: [asked, answered, ...more],
  });
  const ended = { direction: "TO_HUB", text: say.said.answer, at: at(119.5) };
  const fromContact = (words: string) => ({ direction: "FROM_HUB", text: words, at: at(119.5) });
  await world.admin("POST", "reset", {
    sessions: [
      conversation("quiet", "Comercial", "Carla Mendes", ended),
      conversation("thankful", "Financeiro", "Daniel Rocha", fromContact(say.said.thanks)),
      conversation("asking", "Comercial", "Carla Mendes", fromContact(say.said.second)),
      conversation("held", "Financeiro", "Daniel Rocha", { ...fromContact(say.said.tomorrow), at: at(122) }, ended),
    ],
  });
  await subscribeStandIn(stack, demoConfig(language));

  console.log(`\n${say.title}`);
  // The first run of a policy only shows what it would do; then somebody says yes.
  await stack.tick("close-idle-sessions");
  console.log(`   ${say.shown}`);
  for (const policy of ["comercial", "financeiro"]) {
    await hooks(day, "auto-close", "confirm", policy);
    console.log(`   ${say.confirmed(policy)}`);
  }

  const isOpen = ({ status }: Held): boolean => status === "IN_PROGRESS";
  const isClosed = ({ status }: Held): boolean => status === "COMPLETED";
  const { checks } = say;
  const hold = async (): Promise<void> => {
    const until = new Date(now + dayMs).toISOString();
    const { status } = await world.call("POST", "/sessions/batch", [{ command: "hold", sessionId: idOf(4), until }]);
    if (status !== 200) throw new Error(`the hold was answered ${status}`);
  };
  const arrive = async (): Promise<void> => {
    const newContact = { name: "Eva", departmentId: world.departmentId("Comercial") };
    const message = { newContact, direction: "FROM_HUB", text: say.said.hello };
    const { session } = (await world.admin("POST", "messages", message)) as { session: Held };
    ids.set("newcomer", session.id);
  };

  /** The hold ends by itself; idle time counts from there. */
  const nextDay = async (): Promise<void> => {
    await later(dayMs)();
    await later(121 * minuteMs)();
  };

  const steps = [
    () => step(say.begins, hold, [[checks.heldOn, "held", isOpen]]),
    () =>
      step(say.twoHours, later(minuteMs), [
        [checks.warned, "quiet", (talk) => isOpen(talk) && lastSaid(talk) !== say.said.answer],
        [checks.thanked, "thankful", isClosed],
        [checks.stays, "asking", isOpen],
        [checks.heldOn, "held", isOpen],
      ]),
    () =>
      step(say.move, arrive, [
        [
          checks.moved,
          "newcomer",
          ({ userId, departmentId }) => userId !== null && departmentId === world.departmentId("Comercial"),
        ],
      ]),
    () =>
      step(say.grace, later(31 * minuteMs), [
        [checks.closed, "quiet", (talk) => isClosed(talk) && lastSaid(talk) === words.policyTexts.farewell],
        [checks.stays, "asking", isOpen],
        [checks.stillHeld, "held", isOpen],
      ]),
    () =>
      step(say.tomorrow, nextDay, [
        [checks.over, "held", isClosed],
        [checks.stays, "asking", isOpen],
      ]),
  ];
  let failed = 0;
  for (const play of steps.slice(0, day.stepCount)) failed += await play();
  return failed;
};
