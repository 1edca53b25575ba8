// Where everything listens, written down for the command line while it listens.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Stack } from "./stack.ts";

export const writeRunningFile = (file: string, stack: Stack): void => {
  const { url, wtsUrl, endpoints, awsControlUrl, region, queues, tableName, busName, secretsFile, dataDir } = stack;
  const where = { url, wtsUrl, endpoints, awsControlUrl, region, queues, tableName, busName, secretsFile, dataDir };
  const content = { pid: process.pid, startedAt: new Date().toISOString(), ...where };
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(draft, file);
};

/** Unless somebody started a second time meanwhile: then the file is theirs. */
export const removeRunningFile = (file: string): void => {
  try {
    if (JSON.parse(readFileSync(file, "utf8")).pid === process.pid) rmSync(file);
  } catch {
    // Gone already, or no file of ours.
  }
};
