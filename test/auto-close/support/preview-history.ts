// Any history of an account, in which a preview is asked again and again for what the very next run then does.
import fc from "fast-check";
import { countNameOf } from "../../../cli/auto-close/previewed-session.ts";
import { type Preview, type Previewed, previewRun } from "../../../lib/auto-close/preview-run.ts";
import type { RunAnswer } from "../../../lib/auto-close/run-account.ts";
import { undoRun } from "../../../lib/auto-close/undo-run.ts";
import { nowApplier } from "../../../lib/commands/apply/apply-now.ts";
import { weekdays } from "../../../lib/core/hours/business-hours.ts";
import { hourMs, minuteMs, type RunServers, type RunWorld, runWorld, sessionIdOf } from "./run-world.ts";

const statuses = ["IN_PROGRESS", "IN_PROGRESS", "PENDING", "PENDING", "STARTED", "STARTED"];
const bots = { answersThatDoNotCount: ["BOT" as const, "OFFICE_HOURS" as const] };
const hours = { weekly: Object.fromEntries(weekdays.map((day) => [day, ["08:00-20:00"]])) };

const gentle = {
  name: "gentle",
  match: { status: "PENDING" as const },
  idle: { hours: 4 },
  whenUnsendable: "leave" as const,
  ...bots,
  warning: { text: "Ainda está aí?", grace: { minutes: 10 } },
};
const goodbye = {
  name: "goodbye",
  match: { status: "STARTED" as const },
  idle: { hours: 4 },
  hours,
  onlyInHours: true,
  whenUnsendable: "close" as const,
  close: { farewell: "Até logo!" },
};
const silent = { name: "silent", idle: { hours: 4 }, ...bots, courtesyReplies: true };

/** What somebody may make of hooks.config.ts. */
const configurations = {
  usual: { policies: [gentle, goodbye, silent] },
  shorter: { policies: [gentle, { ...goodbye, idle: { hours: 1 } }, silent] },
  dry: { policies: [gentle, goodbye, { ...silent, dryRun: true }] },
  small: { policies: [gentle, goodbye, silent], maxPerRun: 2 },
  careful: { policies: [gentle, goodbye, silent], breakerFloor: 1, breakerFactor: 1 },
};
type ConfigurationName = keyof typeof configurations;
const policyNames = ["gentle", "goodbye", "silent"] as const;

export interface Real {
  world: RunWorld;
  configuration: ConfigurationName;
}

const wired = ({ world, configuration }: Real) => world.another(configurations[configuration]);

interface Foretold extends Preview {
  sessions: ReadonlyMap<string, Previewed>;
}

const foretell = async (real: Real): Promise<Foretold> => {
  const sessions = new Map<string, Previewed>();
  const nowMs = real.world.clock.now();
  const preview = await previewRun(wired(real), {
    account: "default",
    nowMs,
    endBy: nowMs + 600_000,
    onSession: ({ id }, previewed) => sessions.set(id, previewed),
    onPage: () => {},
  });
  return { ...preview, sessions };
};

const runWords: Readonly<Record<string, string>> = { "would-close": "closed", "would-warn": "warned" };

/** How a run counts what the preview says of a session. */
const runWordOf = (previewed: Previewed): string => {
  const name = countNameOf(previewed).replace("only-say-", "");
  return previewed.end === "act" ? (runWords[name] ?? name) : name;
};

const tally = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};

const stoppedCode = "AUTO_CLOSE_STOPPED";

const runNow = async (real: Real): Promise<RunAnswer> =>
  real.world.tick({ force: true, startedBy: "command line" }, wired(real)).catch((error: unknown) => {
    if (Object(error).code !== stoppedCode) throw error;
    return { did: "run", runId: Object(error).logged.runId, state: "stopped" };
  });

const fail = (what: string, foretold: unknown, ran: unknown): never => {
  throw new Error(`${what}\nforetold ${JSON.stringify(foretold)}\nran ${JSON.stringify(ran)}`);
};

const same = (one: object, other: object): boolean =>
  JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted());

/** Throws where the run does anything else than the preview has said. */
const compare = async (real: Real): Promise<void> => {
  const { world } = real;
  const before = (await world.writes()).length;
  const records = await world.runs();
  const foretold = await foretell(real);
  if ((await world.writes()).length !== before) fail("the preview wrote", before, await world.writes());
  if (!same(records, await world.runs())) fail("the preview left a record", records, await world.runs());
  const wasUnderWay = foretold.runId !== undefined;
  const answer = await runNow(real);
  if (foretold.noRun !== undefined) {
    if (answer.did !== "nothing" || answer.why !== foretold.noRun) fail("no run was foretold", foretold.noRun, answer);
    return;
  }
  // A run that goes on has looked at some of the sessions already.
  if (answer.did === "nothing" || wasUnderWay) return;
  const run = (await world.runs()).find(({ id }) => id === answer.runId);
  const result = new Map(
    run?.sessions.map(({ id, result: word, code }) => [id, code === undefined ? word : `${word} ${code}`]),
  );
  const reason = answer.state === "stopped" ? "breaker" : run?.problems.length ? "maxPerRun" : undefined;
  if (foretold.ends?.reason !== reason) fail("the run's end", foretold.ends, reason);
  const words: string[] = [];
  for (const [id, previewed] of foretold.sessions) {
    const word = runWordOf(previewed);
    words.push(word);
    const found = result.get(id);
    // Several are worked on at a time: which of them come before the limit is for the run to find out.
    const isOpen = reason !== undefined && (previewed.end === "act" || previewed.end === "beyond");
    const isRight = isOpen
      ? found === undefined || found === word.replace("next-run-close", "closed").replace("next-run-warn", "warned")
      : found === word || (found === undefined && previewed.end !== "act");
    if (!isRight) fail(`of ${id}`, word, found);
  }
  const done = (names: readonly string[]) =>
    run?.sessions.filter(({ result: word }) => names.includes(word ?? "")).length ?? 0;
  const closes = words.filter((word) => word === "closed");
  if (reason === "maxPerRun" && done(["closed", "warned"]) !== foretold.ends?.after)
    fail("maxPerRun", foretold.ends, run);
  if (reason === "breaker" && done(["closed"]) !== closes.length) fail("the breaker", closes.length, run);
  // Where it ends early, nobody counts those that it has not come to.
  if (reason === undefined && !same(tally(words), run?.counts ?? {})) fail("the counts", tally(words), run?.counts);
};

const undoLast = async (real: Real): Promise<void> => {
  const dependencies = wired(real);
  const { clock } = real.world;
  const [last] = (await dependencies.runs.list("default", 10)).filter(({ counts }) => counts.closed);
  if (!last) return;
  const endBy = clock.now() + 600_000;
  await undoRun(last, {
    ...dependencies,
    applyNow: nowApplier({ ...dependencies, leaseMs: 30_000 }),
    wts: dependencies.connect("default", {
      priority: "caller",
      timeBox: { startBy: endBy, endBy },
      tokenWaitMs: 5_000,
    }),
    endBy,
    dryRun: false,
    onSession: () => {},
  });
};

class Act implements fc.AsyncCommand<object, Real> {
  private readonly text: string;
  private readonly act: (real: Real) => Promise<unknown>;
  constructor(text: string, act: (real: Real) => Promise<unknown>) {
    this.text = text;
    this.act = act;
  }
  check(): boolean {
    return true;
  }
  async run(_model: object, real: Real): Promise<void> {
    await this.act(real);
  }
  toString(): string {
    return this.text;
  }
}

const anySession = fc.nat({ max: statuses.length - 1 });
const anyPolicy = fc.constantFrom(...policyNames);

const comparison = fc.constant(new Act("compare", compare));
const commands = fc.commands(
  [
    comparison,
    comparison,
    comparison,
    fc
      .tuple(anySession, fc.constantFrom("oi", "obrigado!", "DEFAULT", "BOT", "OFFICE_HOURS"))
      .map(
        ([index, who]) =>
          new Act(`say(${index}, ${who})`, ({ world }) =>
            who === "oi" || who === "obrigado!"
              ? world.say(index, "FROM_HUB", who)
              : world.say(index, "TO_HUB", "olá", who),
          ),
      ),
    fc.tuple(anySession, fc.constantFrom("COMPLETED", "PENDING", "IN_PROGRESS")).map(
      ([index, status]) =>
        new Act(`set(${index}, ${status})`, ({ world }) =>
          world.admin("PUT", `sessions/${sessionIdOf(index)}`, {
            status,
            endAt: status === "COMPLETED" ? new Date(world.clock.now()).toISOString() : null,
          }),
        ),
    ),
    fc
      .constantFrom(11, 241, 60 * 15)
      .map((minutes) => new Act(`pass(${minutes} min)`, ({ world }) => world.advance(minutes * minuteMs))),
    fc.constant(new Act("pass(15 d)", ({ world }) => world.advance(15 * 24 * hourMs))),
    fc.constant(new Act("undo", undoLast)),
    anyPolicy.map(
      (name) =>
        new Act(`confirm(${name})`, async (real) => {
          const { approvals } = wired(real);
          const { seenHash, seen } = await approvals.read("default", name);
          if (seenHash !== undefined) await approvals.confirm("default", name, seenHash, { content: seen });
        }),
    ),
    fc
      .tuple(anyPolicy, fc.boolean())
      .map(
        ([name, paused]) =>
          new Act(`${paused ? "pause" : "resume"}(${name})`, (real) =>
            wired(real).approvals.pause("default", name, paused),
          ),
      ),
    fc
      .constantFrom("pause" as const, "resume" as const)
      .map((way) => new Act(`${way}(account)`, (real) => wired(real).killSwitch[way]("default"))),
    fc.constant(
      new Act("continue", async (real) => {
        const { runLeases } = wired(real);
        const { state } = await runLeases.read("default");
        if (state.run) await runLeases.letContinue("default", state.run.id);
      }),
    ),
    fc.constantFrom(...(Object.keys(configurations) as ConfigurationName[])).map(
      (name) =>
        new Act(`configure(${name})`, async (real) => {
          real.configuration = name;
        }),
    ),
    fc.tuple(anySession, fc.constantFrom(1, 6)).map(
      ([index, hours]) =>
        new Act(`hold(${index}, ${hours} h)`, async (real) => {
          const { lastMessageIn } = await real.world.held(index);
          const setAtMs = real.world.clock.now();
          await wired(real).holds.set("default", sessionIdOf(index), {
            id: `hold ${setAtMs} ${index}`,
            untilMs: setAtMs + hours * hourMs,
            setAtMs,
            lastMessageInMs: lastMessageIn === null ? null : Date.parse(lastMessageIn),
            source: "crm",
            setBy: "ana",
          });
        }),
    ),
    fc.boolean().map(
      (isClosed) =>
        new Act(`closed day(${isClosed})`, async (real) => {
          const { closedDays } = wired(real);
          const date = new Date(real.world.clock.now()).toISOString().slice(0, 10);
          const day = { date, fromMinute: 0, toMinute: 1_440, setBy: "ana", setAt: "" };
          if (isClosed) await closedDays.set("default", day);
          else await closedDays.remove("default", day, "ana");
        }),
    ),
  ],
  { maxCommands: 22 },
);

/** Throws for a history in which a run does something else than its preview has said. */
export const assertPreviewed = async (
  servers: RunServers,
  numRuns: number,
  repeated: { seed?: number; path?: string } = {},
): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(commands, async (history) => {
      const world = runWorld(servers, { autoClose: configurations.usual });
      await world.hold(
        statuses.map((status) => ({ status, ...(status !== "IN_PROGRESS" && { userId: null }) })),
        5 * hourMs,
      );
      await world.confirm();
      const real: Real = { world, configuration: "usual" };
      await fc.asyncModelRun(() => ({ model: {}, real }), history);
      await compare(real);
      await world.advance(5 * hourMs);
      await compare(real);
    }),
    { numRuns, endOnFailure: true, includeErrorInReport: true, ...repeated },
  );
};
