// The functions in this process, between real parts on loopback sockets, started once for all surfaces that need them.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { registerOwnPackage } from "../../local/register-own-package.ts";
import { exampleSecretsFile } from "../../local/secrets-file.ts";
import { startClinicServers } from "../../test/support/clinic/clinic-servers.ts";

const root = new URL("../../", import.meta.url).href;
export const callerToken = "a-token-of-the-fuzzer-that-opens-nothing";

export const context = { awsRequestId: "fuzzed", getRemainingTimeInMillis: () => 60_000 };

type Handler = (event: unknown, context: unknown) => Promise<unknown>;
const functionNames = [
  "receive-webhook",
  "update-session",
  "accept-update-event",
  "reassign-session",
  "look-after-sessions",
  "collect-notices",
  "apply-commands",
] as const;
type FunctionName = (typeof functionNames)[number];

const extraSecrets = {
  asSent: ["a-secret-of-the-fuzzer-as-sent"],
  inBody: ["a-secret-of-the-fuzzer-in-body"],
  mailgun: ["a-secret-of-the-fuzzer-mailgun"],
  slack: ["a-secret-of-the-fuzzer-slack"],
  twilio: ["a-secret-of-the-fuzzer-twilio"],
};

const start = async () => {
  registerOwnPackage();
  registerHooks({
    resolve: (specifier, context, next) =>
      (context.parentURL ?? "").startsWith(`${root}functions/`) && specifier.endsWith("/hooks.config.ts")
        ? { url: `${root}scripts/fuzz/fuzz-config.ts`, shortCircuit: true }
        : next(specifier, context),
  });
  const { sources } = JSON.parse(readFileSync(exampleSecretsFile, "utf8"));
  const secrets: Record<string, readonly [string]> = { ...sources, ...extraSecrets };
  const servers = await startClinicServers(secrets, { fuzzer: [callerToken] });
  Object.assign(process.env, servers.environment);
  const lines: string[] = [];
  const print = console.log;
  // The log of a function writes with what it finds when the function is loaded.
  console.log = (line: unknown) => void lines.push(String(line));
  const handlers = {} as Record<FunctionName, Handler>;
  try {
    for (const name of functionNames) handlers[name] = (await import(`${root}functions/${name}.ts`)).handler;
  } finally {
    console.log = print;
  }
  // The functions' minute writes down which accounts there are, without which no event is taken.
  await handlers["look-after-sessions"]({ "detail-type": "Scheduled Event" }, context);
  const { standIn } = servers;
  return {
    servers,
    secrets,
    handlers,
    /** What was logged since it was last asked. */
    takeLines: (): string[] => lines.splice(0),
    /** What was asked of WTS since it was last asked. */
    takeCalls: (): { method: string; path: string }[] => {
      const { body } = standIn.control("GET", "requests");
      standIn.control("DELETE", "requests");
      return body as { method: string; path: string }[];
    },
    takeEvents: () => servers.events.splice(0),
    stop: servers.stop,
  };
};

export type RunningFunctions = Awaited<ReturnType<typeof start>>;

let running: Promise<RunningFunctions> | undefined;
let users = 0;

/** Whoever asks for them gives them back; they stay until the last one has. */
export const useFunctions = (): Promise<RunningFunctions> => {
  users += 1;
  running ??= start();
  return running;
};

export const releaseFunctions = async (): Promise<void> => {
  users -= 1;
  if (users > 0 || running === undefined) return;
  const { stop } = await running;
  await stop();
};
