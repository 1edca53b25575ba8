// Writes down where everything listens, for the command line, while it listens.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAlive } from "../is-alive.ts";
import type { Stack } from "../stack.ts";

/** It is written again whenever the clock was moved. */
export const writeRunningFile = (file: string, stack: Stack, startedAt = new Date().toISOString()): void => {
  const {
    url,
    wtsUrl,
    endpoints,
    awsControlUrl,
    controlUrl,
    region,
    queues,
    tableName,
    busName,
    secretsFile,
    dataDir,
    build,
  } = stack;
  const where = {
    ...{ url, wtsUrl, endpoints, awsControlUrl, controlUrl, region, queues, tableName, busName, secretsFile, dataDir },
    ...(build !== undefined && { build }),
    clockOffsetMs: stack.clock.offsetMs(),
  };
  const content = { pid: process.pid, startedAt, ...where };
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(draft, file);
};

const readRunning = (file: string): { pid?: unknown; url?: unknown } => {
  try {
    return Object(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // It is gone already, or it is no file of ours.
    return {};
  }
};

/** Two that write the same file would leave the command line with neither. What a dead process left does not count. */
export const refuseSecondStart = (file: string): void => {
  const { pid, url } = readRunning(file);
  if (typeof pid !== "number" || pid === process.pid || !isAlive(pid)) return;
  throw new Error(
    `already running at ${url} (pid ${pid}): stop it first, or set LOCAL_RUNNING_FILE (and other PORT, WTS_PORT) for a second one\nIf process ${pid} is something else, remove ${file}`,
  );
};

/** If somebody started a second time meanwhile, the file is theirs and stays. */
export const removeRunningFile = (file: string): void => {
  if (readRunning(file).pid === process.pid) rmSync(file, { force: true });
};
