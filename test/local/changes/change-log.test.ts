// The log of changes: who was away misses nothing, and what comes many times is said once.
import { describe, expect, test } from "@jest/globals";
import type { Change } from "../../../local/changes/change.ts";
import { changeLog, type KnownChange } from "../../../local/changes/change-log.ts";
import { gatherChanges } from "../../../local/changes/gather-changes.ts";
import { eventually } from "../support/eventually.ts";

describe("the log of changes", () => {
  const seenSince = (log: ReturnType<typeof changeLog>, id?: string): KnownChange[] => {
    const seen: KnownChange[] = [];
    log.follow(id, (change) => seen.push(change))();
    return seen;
  };

  test("who comes back gets what they missed, and nothing twice", () => {
    const log = changeLog();
    const seen: KnownChange[] = [];
    const stop = log.follow(undefined, (change) => seen.push(change));
    log.add({ kind: "clock" });
    stop();
    for (const sessionId of ["a", "b"]) log.add({ kind: "records", sessionId });
    expect(seen.map(({ kind }) => kind)).toEqual(["everything", "clock"]);
    expect(seenSince(log, seen.at(-1)?.id)).toMatchObject([{ sessionId: "a" }, { sessionId: "b" }]);
    expect(seenSince(log, seenSince(log, seen.at(-1)?.id).at(-1)?.id)).toEqual([]);
  });

  test("who was away for longer than is remembered, or saw another stack, reads everything anew, once", () => {
    const log = changeLog(3);
    const [{ id } = { id: "" }] = seenSince(log);
    for (const kind of ["clock", "build", "queues", "events"] as const) log.add({ kind });
    const [missed, ...others] = seenSince(log, id);
    expect([missed?.kind, others]).toEqual(["everything", []]);
    expect(seenSince(log, missed?.id)).toEqual([]);
    expect(seenSince(changeLog(), missed?.id)).toMatchObject([{ kind: "everything" }]);
  });

  test("what comes many times in a moment is said once", async () => {
    const sent: (readonly Change[])[] = [];
    const announce = gatherChanges((changes) => sent.push(changes));
    for (const sessionId of ["a", "b", "a"]) announce({ kind: "records", sessionId });
    announce({ kind: "queues" });
    await eventually(() => expect(sent).toHaveLength(1));
    expect(sent).toEqual([
      [{ kind: "records", sessionId: "a" }, { kind: "records", sessionId: "b" }, { kind: "queues" }],
    ]);
  });
});
