// A process and all that it has started: what they have used of the processor, and how they are ended together.
import { readdirSync, readFileSync } from "node:fs";

/** The kernel tells of children that have ended in hundredths of a second. */
const msPerTick = 10;

interface ProcessTimes {
  readonly parent: number;
  readonly cpuMs: number;
}

/** The time of its threads, to the nanosecond. */
const threadsMs = (pid: string): number => {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`))
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
  return nanoseconds / 1e6;
};

/** Undefined if it has ended meanwhile. */
const timesOf = (pid: string): ProcessTimes | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // A program's name may hold blanks and parentheses; what follows the last one is numbers, from field 3 of proc_pid_stat(5) on.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const endedChildrenMs = msPerTick * (Number(fields[13]) + Number(fields[14]));
    return { parent: Number(fields[1]), cpuMs: threadsMs(pid) + endedChildrenMs };
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes(Object(error).code)) return undefined;
    throw error;
  }
};

/** The process itself and all below it, with what each has used. */
const processesOf = (pid: number): Map<number, number> => {
  const processes = new Map<number, ProcessTimes>();
  for (const name of readdirSync("/proc")) {
    const times = /^\d+$/.test(name) ? timesOf(name) : undefined;
    if (times) processes.set(Number(name), times);
  }
  const belongs = (each: number): boolean => {
    for (let at: number | undefined = each; at !== undefined; at = processes.get(at)?.parent)
      if (at === pid) return true;
    return false;
  };
  return new Map([...processes].filter(([each]) => belongs(each)).map(([each, { cpuMs }]) => [each, cpuMs]));
};

/** Answers milliseconds; 0 of a process that is gone. */
export const cpuTimeOf = (pid: number): number => [...processesOf(pid).values()].reduce((sum, cpuMs) => sum + cpuMs, 0);

/** Sends it to the process and to all below it, whatever group they are in. */
export const signalAll = (pid: number, signal: NodeJS.Signals): void => {
  for (const each of processesOf(pid).keys())
    try {
      process.kill(each, signal);
    } catch (error) {
      if (Object(error).code !== "ESRCH") throw error;
    }
};
