// Replays the notes and messages that nobody can tell the fate of, as an operator does who has looked at the sessions.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runHooks } from "../../cli/program.ts";
import type { Stack } from "../../local/stack.ts";
import { writeRunningFile } from "../../local/start/running-file.ts";
import { ownEnvironment } from "./own-files.ts";

/** How many there were. */
export const replayUnknown = async (stack: Stack): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), "replay-"));
  const runningFile = join(folder, "running.json");
  const said = { stdout: "", stderr: "" };
  try {
    writeRunningFile(runningFile, stack);
    const code = await runHooks(["parked", "replay", "--all", "--reason", "WTS_OUTCOME_UNKNOWN", "--json"], {
      environment: { ...ownEnvironment, LOCAL_RUNNING_FILE: runningFile },
      stdout: (text) => {
        said.stdout += text;
      },
      stderr: (text) => {
        said.stderr += text;
      },
    });
    if (code !== 0) throw new Error(`the replay failed: ${said.stderr}`);
    return (JSON.parse(said.stdout) as unknown[]).length;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
