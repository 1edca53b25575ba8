// The packaged stack over data and a WTS that outlive it, so that everything can be killed and started again.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { commandsWaiting } from "./commands-waiting.ts";
import { type PackagedConfig, packageWithConfig } from "./package-with-config.ts";
import { until } from "./until.ts";
import { startTestStandIn, type TestStandIn } from "./wts-stand-in.ts";

interface RestartableStackOptions {
  config: PackagedConfig;
  /** Secrets of the webhook sources. */
  sources?: Readonly<Record<string, readonly string[]>>;
  /** Tokens of who may call the HTTP API. */
  clients?: Readonly<Record<string, readonly string[]>>;
  /** How many sessions WTS has. */
  sessions: number;
  /** Of the whole run: one that does not come to an end throws. */
  limitMs: number;
  /** Whether what was killed comes back as late as on AWS, and not within seconds. */
  trueTimeLimits?: boolean;
  onEvent?(event: BusEvent): void;
  /** Is called with what the functions and their neighbours print. */
  onLog?(source: string, line: string): void;
}

export interface RestartableStack {
  standIn: TestStandIn;
  /** The one that runs now. */
  current(): Stack;
  /** SIGKILL to everything but WTS, and a new start on the same data. */
  restart(): Promise<void>;
  /** The ids of the outcomes that the bus has taken. */
  told(): ReadonlySet<unknown>;
  /** Messages in the queue of commands. */
  waiting(): Promise<number>;
  /** Resolves when no more than `most` are left in it. */
  drained(most?: number): Promise<void>;
  /** Resolves when it is true. */
  until(isTrue: () => boolean | Promise<boolean>, what: string): Promise<void>;
  stop(): Promise<void>;
}

const lookEveryMs = 100;
/** Longer than the lease of a session: what was killed is taken up as soon as it may be. */
const impatientLimits = { visibilitySeconds: 4 };
/** The queue's own, and Lambda's pause before an event that failed is tried again. */
const trueLimits = { retryPauseMs: 60_000 };

/** Of one of the sessions that WTS has, by its number. */
export const sessionIdOf = (index: number): string => `5e550000-0000-4000-8000-${String(index).padStart(12, "0")}`;

export const startRestartableStack = async (options: RestartableStackOptions): Promise<RestartableStack> => {
  const { config, sources = {}, clients = {}, sessions, limitMs, trueTimeLimits = false, ...listeners } = options;
  const endBy = Date.now() + limitMs;
  const dataDir = mkdtempSync(join(tmpdir(), "restartable-"));
  const packageDir = packageWithConfig(config);
  const standIn = await startTestStandIn({ sources, clients });
  const told = new Set<unknown>();
  let stack: Stack | undefined;

  const start = async (): Promise<void> => {
    const { secretsFile, url: wtsBaseUrl } = standIn;
    const timeLimits = trueTimeLimits ? trueLimits : impatientLimits;
    const heard = (event: BusEvent): void => {
      told.add(event.detail.id);
      listeners.onEvent?.(event);
    };
    stack = await startStack({
      ...{ packageDir, secretsFile, wtsBaseUrl, dataDir, ...timeLimits, ...listeners },
      onEvent: heard,
    });
  };

  const stop = async (): Promise<void> => {
    await stack?.stop();
    await standIn.stop();
    rmSync(dataDir, { recursive: true });
  };

  const current = (): Stack => {
    if (!stack) throw new Error("the stack is not started");
    return stack;
  };

  const waiting = (): Promise<number> => commandsWaiting(current());

  const untilTrue: RestartableStack["until"] = (isTrue, what) => until(isTrue, what, endBy - Date.now());

  try {
    // Its contact wrote a moment ago: messages may go out.
    const session = { status: "PENDING", messages: [{ text: "Bom dia" }] };
    const held = Array.from({ length: sessions }, (_, index) => ({ id: sessionIdOf(index), ...session }));
    await standIn.admin("POST", "reset", { sessions: held });
    await standIn.admin("PUT", "limits", { enabled: false });
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    standIn,
    current,
    told: () => told,
    waiting,
    stop,
    until: untilTrue,
    drained: (most = 0) =>
      untilTrue(async () => {
        await delay(lookEveryMs);
        return (await waiting()) <= most;
      }, `no more than ${most} messages in the queue`),
    restart: async () => {
      await current().crash();
      await start();
    },
  };
};
