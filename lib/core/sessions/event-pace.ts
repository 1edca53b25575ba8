// Counts what events ask for of one session, by source: a rule that answers our outcomes with requests and drops their hops makes a loop.
import { createHash } from "node:crypto";

/** More commands than these of one source are a loop's, for a session. */
export const mostAnHour = 60;
const hourMs = 3_600_000;
/** Of so many sources it is remembered, the ones that asked last. */
const mostSources = 20;

/** How many commands of a source there were for the session within the hour. */
interface EventPace {
  passed: number;
  /** Those that were refused as a loop's. */
  refused: number;
}

export interface PacedCommand {
  source: string;
  atMs: number;
  isRefused: boolean;
}

/** What a policy decided on has limits of its own, and what a person replays was looked at. */
export const isPaced = ({
  door,
  rule,
  attempt,
  command,
}: {
  door: string;
  rule?: string | undefined;
  attempt: number;
  /** The command's name; absent for what is no command. */
  command?: string | undefined;
}): boolean => door === "event" && rule === undefined && attempt === 0 && command !== undefined;

/** By the source's hash, since it is free text: when its commands came, and whether they were refused. */
type Times = Map<string, Omit<PacedCommand, "source">[]>;

const digestOf = (source: string): string => createHash("sha256").update(source).digest("hex").slice(0, 16);

const radix = 36;

/** Each as the time since the one before it: an hour's sixty take some 300 bytes. */
const textOf = (times: readonly number[]): string =>
  times.map((atMs, index) => (atMs - (times[index - 1] ?? 0)).toString(radix)).join(" ");

const timesIn = (text: string): number[] => {
  let atMs = 0;
  return text
    .split(" ")
    .filter(Boolean)
    .map((gap) => {
      atMs += Number.parseInt(gap, radix);
      return atMs;
    });
};

const read = (held: unknown, added: readonly PacedCommand[], nowMs: number): Times => {
  const bySource: Times = new Map();
  const add = (digest: string, commands: Omit<PacedCommand, "source">[]): void => {
    const recent = [...(bySource.get(digest) ?? []), ...commands].filter(({ atMs }) => nowMs - atMs < hourMs);
    if (recent.length > 0) bySource.set(digest, recent);
  };
  const kept: object = typeof held === "string" ? JSON.parse(held) : {};
  for (const [digest, [passed, refused]] of Object.entries(kept))
    add(digest, [
      ...timesIn(passed).map((atMs) => ({ atMs, isRefused: false })),
      ...timesIn(refused).map((atMs) => ({ atMs, isRefused: true })),
    ]);
  for (const { source, ...command } of added) add(digestOf(source), [command]);
  return bySource;
};

/** `held` is what the session's item holds, and `added` what came since it was read. */
export const paceOf = (held: unknown, added: readonly PacedCommand[], source: string, nowMs: number): EventPace => {
  const commands = read(held, added, nowMs).get(digestOf(source)) ?? [];
  const refused = commands.filter(({ isRefused }) => isRefused).length;
  return { passed: commands.length - refused, refused };
};

/** Answers what to hold from now on, without what is older than an hour; undefined where that is nothing. */
export const rememberPace = (held: unknown, added: readonly PacedCommand[], nowMs: number): string | undefined => {
  const newestOf = (commands: readonly { atMs: number }[]): number => Math.max(...commands.map(({ atMs }) => atMs));
  const latest = [...read(held, added, nowMs)].sort(([, one], [, other]) => newestOf(other) - newestOf(one));
  if (latest.length === 0) return undefined;
  const texts = latest.slice(0, mostSources).map(([digest, commands]) => {
    const timesOf = (wasRefused: boolean): string =>
      textOf(
        commands
          .filter(({ isRefused }) => isRefused === wasRefused)
          .map(({ atMs }) => atMs)
          .sort((one, other) => one - other)
          // More than these change nothing.
          .slice(-mostAnHour),
      );
    return [digest, [timesOf(false), timesOf(true)]];
  });
  return JSON.stringify(Object.fromEntries(texts));
};
