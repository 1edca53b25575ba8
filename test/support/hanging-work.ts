// Brings commands of every way in under way together, each in the middle of a call to WTS that gets no answer.

import { peopleOf } from "./people.ts";
import { config } from "./recovery-config.ts";
import type { NumberedWork } from "./recovery-work.ts";
import { type RestartableStack, sessionIdOf } from "./restartable-stack.ts";
import type { WaysIn } from "./ways-in.ts";
import { type Admin, type JournalEntry, journalOf } from "./wts-stand-in.ts";

/** A call that hangs for longer is given up by whoever made it: then it would not be in the middle of it any more. */
const longestHangMs = config.wts.timeoutMs - 1_000;
/** They keep every invocation of apply-commands busy until all is in the queue: one that hangs takes no more from it. */
const plugs = [2_000, 2_001, 2_002].map(sessionIdOf);
const plugMs = 4_000;
const longestBeginningMs = 120_000;

const hold = async (admin: Admin, works: readonly NumberedWork[]): Promise<void> => {
  const people = await peopleOf(admin);
  const lastMessageIn = new Date().toISOString();
  const sessions = works.map(({ sessionId: id, session, department }) => ({
    ...{ id, status: "IN_PROGRESS", lastMessageIn, messages: [] },
    ...(department !== undefined && { departmentId: people.department(department).id }),
    ...session,
  }));
  const faults = works.map(({ sessionId, hangsAt: [method, path], arrives }) => ({
    ...{ method, path: `^/chat/v\\d/session/${sessionId}/${path}$`, hang: true },
    ...(arrives && { applyFirst: true }),
  }));
  const plugged = plugs.map((id) => ({ id, status: "IN_PROGRESS" }));
  await admin("POST", "reset", { sessions: [...sessions, ...plugged] });
  await admin("PUT", "limits", { enabled: false });
  await admin("POST", "faults", [...faults, ...plugs.map((path) => ({ path, delayMs: plugMs }))]);
};

/** Starts the functions, so that what is to hang together begins together. */
const warmUp = async ({ standIn: { admin }, current, ...running }: RestartableStack, ways: WaysIn): Promise<void> => {
  const { lambda } = current();
  const ids = Array.from({ length: 10 }, (_, index) => sessionIdOf(1_000 + index));
  await admin("POST", "reset", { sessions: ids.map((id) => ({ id, status: "IN_PROGRESS" })) });
  await admin("PUT", "limits", { enabled: false });
  const [id = "", other = ""] = ids;
  await Promise.all([
    ...ids.map((sessionId) => ways.deliver({ sessionId, number: "1" })),
    ways.announce("Session Update Requested", { sessionId: id, number: "2" }),
    ways.call("PATCH", `/sessions/${other}`, { number: "3" }),
    ways.postFromWts("SESSION_NEW", id),
    // It is refused, since it says no time, and begins no run.
    lambda.invoke("close-idle-sessions", {}).catch(() => {}),
  ]);
  const isOver = async () => (await running.waiting()) === 0 && lambda.underWay() === 0;
  await running.until(isOver, "the functions to be warm");
};

/** The calls that have no answer. */
const hanging = async (admin: Admin): Promise<JournalEntry[]> =>
  (await journalOf(admin)).filter(({ status }) => status === null);

/** Resolves when all of it hangs. Throws when it does not do so together. `ways` is asked for whenever somebody sends something. */
export const hangingWork = async (
  running: RestartableStack,
  works: readonly NumberedWork[],
  ways: () => WaysIn,
): Promise<void> => {
  const { current, standIn, until, waiting } = running;
  const { admin } = standIn;
  const begin = (begun: readonly NumberedWork[]): void => {
    // What is killed ends in an error.
    for (const { begin: beginOne, sessionId } of begun) beginOne?.(ways, sessionId).catch(() => {});
  };
  await warmUp(running, ways());
  await hold(admin, works);
  for (const sessionId of plugs) await ways().deliver({ sessionId, number: "1" });
  await until(async () => (await hanging(admin)).length === plugs.length, "the functions to be busy");
  begin(works.filter(({ messages }) => messages !== undefined));
  const messages = works.reduce((sum, work) => sum + (work.messages ?? 0), plugs.length);
  await until(async () => (await waiting()) >= messages, "all of it to be in the queue");
  begin(works.filter((work) => work.messages === undefined));
  const tick = current().tick("close-idle-sessions");
  tick.catch(() => {});

  const beginBy = Date.now() + longestBeginningMs;
  let firstAtMs = 0;
  await until(async () => {
    const calls = await hanging(admin);
    firstAtMs = Math.min(...calls.map(({ at }) => Date.parse(at)));
    const missing = works.filter(({ sessionId }) => !calls.some(({ path }) => path.includes(sessionId)));
    if (Date.now() > beginBy) throw new Error(`not under way: ${missing.map(({ name }) => name).join("; ")}`);
    return missing.length === 0;
  }, "everything to be under way");
  const hungMs = Date.now() - firstAtMs;
  if (hungMs > longestHangMs) throw new Error(`the machine is too slow: the first call has hung for ${hungMs} ms`);
};
