// A stack as `npm start` runs it, the command line beside it, and its console.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startConsole } from "../../../cli/console/start-console.ts";
import { runHooks } from "../../../cli/program.ts";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { signRequest } from "../../../local/sign-request.ts";
import type { StackOptions } from "../../../local/stack.ts";
import { startLocalDay } from "../../support/local-day.ts";
import { exampleSecrets, ownEnvironment } from "../../support/own-files.ts";

/** WTS has no conversation yet. `config` is what functions, command line and console run by; it must be JSON. */
export const startConsoleWorld = async (config: HooksConfigInput, options: StackOptions = {}) => {
  const folder = mkdtempSync(join(tmpdir(), "console-"));
  const configFile = join(folder, "hooks.config.ts");
  const day = await startLocalDay(config, options);
  const writeConfig = (changed: HooksConfigInput): void =>
    writeFileSync(
      configFile,
      `import { defineConfig } from "wts-session-hooks";\nexport default defineConfig(${JSON.stringify(changed)});\n`,
    );
  writeConfig(config);
  const environment = { ...ownEnvironment, HOOKS_CONFIG: configFile, LOCAL_RUNNING_FILE: day.runningFile };
  const served = await startConsole({
    surroundings: { environment, cwd: folder, stdout: () => {}, stderr: () => {} },
    runHooks,
    port: 0,
  });
  const { sources } = defineConfig(config);
  return {
    ...day,
    /** Where the console is, for who was let in. */
    url: served.url,
    /** Lets one browser in, once. */
    newAddress: served.newAddress,
    /** As somebody edits hooks.config.ts while the console is open. */
    writeConfig,
    /** Posts as the sender of a source of the example secrets would, signed. Answers the status. */
    deliver: async (name: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<number> => {
      const source = sources[name];
      const [secret = ""] = exampleSecrets.sources[name] ?? [];
      if (!source) throw new Error(`the configuration has no source ${name}`);
      const bytes = Buffer.from(JSON.stringify(body));
      const sent = { "content-type": "application/json", ...headers };
      const signed = signRequest(
        { method: "POST", path: {}, query: {}, rawQuery: "", headers: sent, bytes },
        { name, source, secret, publicUrl: undefined, now: new Date(Date.now() + day.stack.clock.offsetMs()) },
      );
      const { method, headers: signedHeaders } = signed;
      const answer = await fetch(day.stack.url + signed.pathAndQuery, {
        method,
        headers: signedHeaders,
        body: Buffer.from(signed.body),
      });
      return answer.status;
    },
    stopConsole: served.stop,
    stop: async (): Promise<void> => {
      await served.stop().catch(() => {});
      await day.stop();
      rmSync(folder, { recursive: true });
    },
  };
};

export type ConsoleWorld = Awaited<ReturnType<typeof startConsoleWorld>>;
