// Has a console hear of whatever changes in the stack that runs here, also in one that was started anew meanwhile.
import { setTimeout as delay } from "node:timers/promises";
import type { WatchChanges } from "../../console/server/console-app.ts";
import { followChanges } from "../../local/changes/follow-changes.ts";
import { readRunningStack } from "../running-stack.ts";

const againMs = 1_000;

export const watchLocalChanges =
  (environment: NodeJS.ProcessEnv): WatchChanges =>
  async (onChange, signal) => {
    let sinceId: string | undefined;
    const follow = async (): Promise<void> => {
      const controlUrl = readRunningStack(environment).controlUrl();
      for await (const { id, kind } of followChanges(controlUrl, { sinceId, signal })) {
        sinceId = id;
        onChange(kind);
      }
    };
    while (!signal.aborted) {
      // Nothing runs at the moment: the page says so by itself where it asks anything.
      await follow().catch(() => {});
      await delay(againMs, undefined, { signal }).catch(() => {});
    }
  };
