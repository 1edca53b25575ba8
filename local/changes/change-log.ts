// Remembers the last changes of what runs here, so that who was away for a moment misses none.
import { randomUUID } from "node:crypto";
import type { Change } from "./change.ts";

export interface KnownChange extends Change {
  /** Who comes back names the last one they saw. */
  readonly id: string;
}

export interface ChangeLog {
  add(change: Change): void;
  /** Calls with what came after the change of that id, and from now on with each; with `everything` where nobody knows what that was. Answers how to stop it. */
  follow(sinceId: string | undefined, onChange: (change: KnownChange) => void): () => void;
}

const usuallyKept = 1_000;

export const changeLog = (kept = usuallyKept): ChangeLog => {
  /** What another stack counted is unknown to this one. */
  const name = randomUUID().slice(0, 8);
  const followers = new Set<(change: KnownChange) => void>();
  let count = 0;
  const last: KnownChange[] = [];

  const idNow = (): string => `${name}-${count}`;
  const missedSince = (id: string | undefined): readonly KnownChange[] => {
    if (id === idNow()) return [];
    const seen = last.findIndex((change) => change.id === id);
    return seen === -1 ? [{ kind: "everything", id: idNow() }] : last.slice(seen + 1);
  };

  return {
    add: (change) => {
      count += 1;
      const known = { ...change, id: idNow() };
      if (last.push(known) > kept) last.shift();
      for (const follow of followers) follow(known);
    },
    follow: (sinceId, onChange) => {
      for (const change of missedSince(sinceId)) onChange(change);
      followers.add(onChange);
      return () => void followers.delete(onChange);
    },
  };
};
