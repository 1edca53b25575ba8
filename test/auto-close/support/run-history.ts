// Any history of an account under auto-close: people and robots who write, agents who close, switches, crashes, and what must hold in all of them.
import fc from "fast-check";
import { switchCatalogue } from "../../../local/wts/switches.ts";
import { journalOf } from "../../support/wts-stand-in.ts";
import { dyingProcess } from "./dying-process.ts";
import {
  type CallHooks,
  type HeldSession,
  hooked,
  hourMs,
  minuteMs,
  type RunServers,
  type RunWorld,
  runWorld,
  sessionIdOf,
} from "./run-world.ts";

const policies = [
  {
    name: "goodbye",
    match: { status: "STARTED" as const },
    idle: { hours: 4 },
    whenUnsendable: "leave" as const,
    answersThatDoNotCount: ["BOT" as const, "OFFICE_HOURS" as const],
    close: { farewell: "Até logo!" },
  },
  {
    name: "gentle",
    match: { status: "PENDING" as const },
    idle: { hours: 4 },
    whenUnsendable: "leave" as const,
    answersThatDoNotCount: ["BOT" as const, "OFFICE_HOURS" as const],
    warning: { text: "Ainda está aí?", grace: { minutes: 10 } },
  },
  { name: "silent", idle: { hours: 4 }, answersThatDoNotCount: ["BOT" as const, "OFFICE_HOURS" as const] },
];
const statuses = ["IN_PROGRESS", "IN_PROGRESS", "PENDING", "PENDING", "STARTED"];
const idleMs = 4 * hourMs;

type Speaker = "contact" | "person" | "BOT" | "OFFICE_HOURS" | "CAMPAIGN";

interface KnownSession {
  /** When others than the run said something last. */
  contactAt: number;
  answeredAt: number;
  /** How many closes and warnings there were since anybody but the run said something. */
  closes: number;
  warnings: number;
  /** It says how the contact stood when the run last read it. */
  read?: { atMs: number; waits: boolean };
  /** A person closed it, and nobody has said anything since. */
  closedByPerson: boolean;
  /** The silence in which it was closed, as WTS shows it; undefined where nobody could see that it had been closed. */
  closedIn?: string | undefined;
  /** It was opened again while nobody had taken up what a dead run left: whether that one knew of its close, nobody can say. */
  isKnownToNobody?: boolean;
  /** What is wrong with the close begun last, should it reach WTS: one that has no token in time does not. */
  wrong?: string | undefined;
}

interface Model {
  sessions: KnownSession[];
}

export interface Real {
  world: RunWorld;
  model: Model;
  broken: string[];
  seen: number;
  /** The last run died, and nobody has taken up yet what it left. */
  isUnsettled: boolean;
}

const silenceOf = ({ lastMessageIn, lastMessageOut }: HeldSession): string => `${lastMessageIn}/${lastMessageOut}`;

const waits = ({ contactAt, answeredAt }: KnownSession): boolean => contactAt > answeredAt;

/** Follows what the run reads and does, beside the run. */
const watching = (real: Real): CallHooks => ({
  before: async (name, sessionId) => {
    if (name !== "completeSession") return;
    const known = real.model.sessions.find((_, index) => sessionIdOf(index) === sessionId);
    if (!known) return;
    const ageMs = real.world.clock.now() - (known.read?.atMs ?? 0);
    known.wrong = undefined;
    if (known.read?.waits !== false) known.wrong = `${sessionId} is closed while its contact waits`;
    if (ageMs > 5_000) known.wrong = `${sessionId} is closed on facts of ${ageMs} ms`;
  },
  after: async (name, sessionId, answer) => {
    const ids = name === "listSessions" ? Object(answer).items.map(({ id }: { id: string }) => id) : [sessionId];
    if (name !== "listSessions" && name !== "getSession") return;
    for (const [index, known] of real.model.sessions.entries())
      if (ids.includes(sessionIdOf(index))) known.read = { atMs: real.world.clock.now(), waits: waits(known) };
  },
});

/** It looks at what reached WTS since the last time: nothing may be there twice. */
const lookAtWrites = async (real: Real): Promise<void> => {
  const journal = (await journalOf(real.world.admin, true)).filter(({ status }) => status === 200);
  for (const { path, method } of journal.slice(real.seen)) {
    const index = statuses.findIndex((_, each) => path.includes(sessionIdOf(each)));
    const known = real.model.sessions[index];
    if (!known) {
      real.broken.push(`${method} ${path} is about a session that is nobody's business`);
      continue;
    }
    if (path.endsWith("/complete")) {
      known.closes += 1;
      known.closedIn = silenceOf(await real.world.held(index));
    }
    if (path.endsWith("/complete") && known.wrong !== undefined) real.broken.push(known.wrong);
    if (path.endsWith("/message")) known.warnings += 1;
    if (known.closes > 1) real.broken.push(`session ${index} is closed twice`);
    if (known.warnings > 1) real.broken.push(`session ${index} is warned twice`);
  }
  real.seen = journal.length;
};

const say = async ({ world, model }: Real, index: number, who: Speaker): Promise<void> => {
  const known = model.sessions[index];
  if (!known) return;
  if (who === "contact") await world.say(index, "FROM_HUB", "oi");
  else await world.say(index, "TO_HUB", "olá", who === "person" ? "DEFAULT" : who);
  // What is said to a session that is over for long begins another one.
  if ((await world.held(index)).status === "COMPLETED") return;
  if (who === "contact") known.contactAt = world.clock.now();
  if (who === "person" || who === "CAMPAIGN") known.answeredAt = world.clock.now();
  Object.assign(known, { closes: 0, warnings: 0, closedByPerson: false, isKnownToNobody: false });
};

const tick = async (
  real: Real,
  death: { at: number | undefined; arrives: boolean },
  { reply, callMs = 0 }: { reply?: { index: number; atCall: number }; callMs?: number } = {},
): Promise<void> => {
  const { world } = real;
  const process = dyingProcess(death);
  const dependencies = world.another(undefined, process.table(world.table));
  const watch = watching(real);
  let calls = 0;
  let replied = false;
  const connect = hooked(hooked(dependencies.connect, { around: (call) => process.step(call) }), {
    before: async (name, sessionId) => {
      calls += 1;
      world.clock.advance(callMs);
      if (reply && calls === reply.atCall) {
        replied = true;
        await say(real, reply.index, "contact");
      }
      if (!process.isDead()) await watch.before?.(name, sessionId);
    },
    ...(watch.after && { after: watch.after }),
  });
  await world.tick({ force: true }, { ...dependencies, connect }).catch((error: unknown) => {
    if (!process.isDead()) throw error;
  });
  real.isUnsettled = process.isDead();
  await world.advance(minuteMs + 1);
  const known = reply && replied ? real.model.sessions[reply.index] : undefined;
  await lookAtWrites(real);
  // It was closed before the reply, or closed and given back after it: either counts as what was before.
  if (known) known.closes = 0;
  // A run that died may not have given a session back yet: the next one does.
  if (process.isDead()) return;
  for (const [index, session] of real.model.sessions.entries())
    if (waits(session) && !session.closedByPerson && (await world.held(index)).status === "COMPLETED")
      real.broken.push(`session ${index} is closed, and its contact waits`);
};

class Act implements fc.AsyncCommand<Model, Real> {
  private readonly text: string;
  private readonly act: (real: Real) => Promise<void>;
  constructor(text: string, act: (real: Real) => Promise<void>) {
    this.text = text;
    this.act = act;
  }
  check(): boolean {
    return true;
  }
  async run(_model: Model, real: Real): Promise<void> {
    await this.act(real);
    if (real.broken.length > 0) throw new Error(real.broken.join("; "));
  }
  toString(): string {
    return this.text;
  }
}

const anySession = fc.nat({ max: statuses.length - 1 });
const flipped = [
  "lastMessageOut",
  "automaticMovesInteraction",
  "completeTwice",
  "messageListNotes",
  "metadata",
] as const;

const commands = fc.commands(
  [
    fc
      .tuple(anySession, fc.constantFrom<Speaker>("contact", "contact", "person", "BOT", "OFFICE_HOURS", "CAMPAIGN"))
      .map(([index, who]) => new Act(`say(${index}, ${who})`, (real) => say(real, index, who))),
    fc.tuple(anySession, fc.constantFrom("COMPLETED", "PENDING", "IN_PROGRESS")).map(
      ([index, status]) =>
        new Act(`set(${index}, ${status})`, async ({ world, model, isUnsettled }) => {
          const known = model.sessions[index];
          // If it is opened again before anybody could see that it had been closed, nobody can know.
          if (known && isUnsettled) Object.assign(known, { closes: 0, closedIn: undefined, isKnownToNobody: true });
          if (known) known.closedByPerson = status === "COMPLETED";
          const endAt = status === "COMPLETED" ? new Date(world.clock.now()).toISOString() : null;
          await world.admin("PUT", `sessions/${sessionIdOf(index)}`, { status, endAt });
        }),
    ),
    fc
      .constantFrom(1, 11, 239, 241)
      .map((minutes) => new Act(`pass(${minutes} min)`, ({ world }) => world.advance(minutes * minuteMs))),
    fc
      .constantFrom(11, 241)
      .map((minutes) => new Act(`pass(${minutes} min)`, ({ world }) => world.advance(minutes * minuteMs))),
    fc
      .tuple(fc.constantFrom(...flipped), fc.nat({ max: 1 }))
      .map(
        ([name, position]) =>
          new Act(`switch(${name}, ${position})`, ({ world }) =>
            world.admin("PUT", "switches", { [name]: switchCatalogue[name].values[position] }),
          ),
      ),
    fc
      .constantFrom(0, 1_300, 2_600)
      .map(
        (callMs) =>
          new Act(`tick(${callMs} ms a call)`, (real) => tick(real, { at: undefined, arrives: false }, { callMs })),
      ),
    fc.constant(new Act("tick", (real) => tick(real, { at: undefined, arrives: false }))),
    fc
      .tuple(fc.integer({ min: 1, max: 60 }), fc.boolean())
      .map(([at, arrives]) => new Act(`tick(dies at ${at}, ${arrives})`, (real) => tick(real, { at, arrives }))),
    fc
      .tuple(anySession, fc.integer({ min: 1, max: 8 }))
      .map(
        ([index, atCall]) =>
          new Act(`tick(${index} replies at call ${atCall})`, (real) =>
            tick(real, { at: undefined, arrives: false }, { reply: { index, atCall } }),
          ),
      ),
  ],
  { maxCommands: 18 },
);

const isDue = ({ status, lastMessageIn, lastMessageOut }: HeldSession, known: KnownSession, nowMs: number): boolean => {
  if (status === "COMPLETED" || lastMessageOut === null || lastMessageIn === null || waits(known)) return false;
  const outMs = Date.parse(lastMessageOut);
  return Date.parse(lastMessageIn) < outMs && nowMs - outMs >= idleMs;
};

/** Everybody is silent and nothing fails: by the end of that, nobody who is due is left. */
const endInPeace = async (real: Real): Promise<void> => {
  const { world, model } = real;
  const held = () => Promise.all(statuses.map((_, index) => world.held(index)));
  // This one takes up what a crash left undone.
  await tick(real, { at: undefined, arrives: false });
  const before = await held();
  await world.advance(5 * hourMs);
  const due = before.map((session, index) => {
    const known = model.sessions[index];
    // If it was closed once in this silence already, somebody opened it again, and that is respected.
    if (known === undefined || known.closes > 0 || known.isKnownToNobody) return false;
    // A campaign or a bot may have spoken since, of which WTS shows nothing: then it is the same silence for the run.
    return silenceOf(session) !== known.closedIn && isDue(session, known, world.clock.now());
  });
  for (let run = 0; run < 4; run += 1) {
    await tick(real, { at: undefined, arrives: false });
    await world.advance(15 * minuteMs);
  }
  for (const [index, { status }] of (await held()).entries()) {
    if (due[index] && status !== "COMPLETED") real.broken.push(`session ${index} is due and left open`);
  }
  if (real.broken.length > 0) throw new Error(real.broken.join("; "));
};

/** Throws for a history in which something breaks. */
export const assertAnyHistory = async (
  servers: RunServers,
  numRuns: number,
  repeated: { seed?: number; path?: string } = {},
): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(commands, async (history) => {
      const world = runWorld(servers, { autoClose: { policies } });
      await world.hold(
        statuses.map((status) => ({ status, ...(status !== "IN_PROGRESS" && { userId: null }) })),
        hourMs,
      );
      await world.confirm();
      const nowMs = world.clock.now();
      const model: Model = {
        sessions: statuses.map(() => ({
          contactAt: nowMs - hourMs - minuteMs,
          answeredAt: nowMs - hourMs,
          closes: 0,
          warnings: 0,
          closedByPerson: false,
        })),
      };
      const real: Real = { world, model, broken: [], seen: 0, isUnsettled: false };
      await fc.asyncModelRun(() => ({ model, real }), history);
      await endInPeace(real);
    }),
    { numRuns, endOnFailure: true, includeErrorInReport: true, ...repeated },
  );
};
