// The processes that a process started, and those that they started.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export const descendants = async (pid: number): Promise<number[]> => {
  const listing = run("ps", ["-A", "-o", "pid=,ppid="]);
  const { stdout } = await listing;
  const processes = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([child]) => child !== listing.child.pid);
  const below = (parent: number): number[] =>
    processes.flatMap(([child = 0, its]) => (its === parent ? [child, ...below(child)] : []));
  return below(pid);
};
