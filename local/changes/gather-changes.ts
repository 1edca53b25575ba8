// Says a change that comes many times in a moment once: a burst of writes is one reason to look, not a thousand.
import { setTimeout as delay } from "node:timers/promises";
import type { Change } from "./change.ts";

/** Nobody sees that it is later, and what is announced while it is written is there by then. */
const momentMs = 20;

/** Answers what takes a change; `send` gets those of a moment together. */
export const gatherChanges = (send: (changes: readonly Change[]) => void): ((change: Change) => void) => {
  const gathered = new Map<string, Change>();
  const sendAll = (): void => {
    const changes = [...gathered.values()];
    gathered.clear();
    send(changes);
  };
  return (change) => {
    if (gathered.size === 0) void delay(momentMs).then(sendAll);
    gathered.set(`${change.kind} ${change.sessionId ?? ""}`, change);
  };
};

/** What a process says of it to the one that started it; empty for whatever else that may be. */
export const changesIn = (message: unknown): readonly Change[] => {
  const { changes } = Object(message);
  return Array.isArray(changes) ? changes : [];
};
