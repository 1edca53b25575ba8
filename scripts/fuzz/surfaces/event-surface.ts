// Events of the bus, as they come to each of the functions that listen: refused once and parked, or done, and thrown back for faults of parts alone.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { canaries } from "../canaries.ts";
import { damage, damagedText } from "../edits.ts";
import { type FuzzSurface, openSurface } from "../fuzz-surface.ts";
import { context, releaseFunctions, useFunctions } from "../running-functions.ts";
import { linesProblems } from "./answer-problems.ts";
import { workQueue } from "./work-queue.ts";

const surfaces = ["accept-update-event", "reassign-session", "collect-notices"] as const;

const samples = surfaces.flatMap((surface) => {
  const folder = new URL(`../../../events/${surface}/`, import.meta.url);
  return readdirSync(folder).map((file) => {
    const { $expect: _expect, $damage: _damage, ...event } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    return { surface, event };
  });
});

const inputs = fc.record({
  sample: fc.nat(samples.length - 1),
  damage,
  id: fc.uuid(),
  text: fc.constantFrom(canaries.text, canaries.phone, "x"),
});
type Input = typeof inputs extends fc.Arbitrary<infer Each> ? Each : never;

/** EventBridge takes no larger entry. */
const largestEvent = 256 * 1024;

const parsed = (text: string): unknown => {
  try {
    return text.length > largestEvent ? undefined : JSON.parse(text);
  } catch {
    // EventBridge takes nothing else.
    return undefined;
  }
};

/** The bus leads these to a queue, which holds each as it is. */
const queued = (body: string): object => ({
  Records: [
    {
      ...{ messageId: "fuzzed", receiptHandle: "fuzzed", body },
      attributes: { SentTimestamp: String(Date.now()), ApproximateReceiveCount: "1" },
    },
  ],
});

export const eventSurface: FuzzSurface = {
  name: "event",
  open: async () => {
    const functions = await useFunctions();
    return openSurface({
      inputs,
      attempt: async ({ sample, damage: given, id, text }: Input) => {
        const { surface, event } = samples[sample % samples.length] ?? { surface: surfaces[0], event: {} };
        const detail = { ...event.detail, ...(event.detail?.note !== undefined && { note: text }) };
        const body = damagedText({ ...event, id, detail }, given);
        const sent = parsed(body);
        if (sent === undefined) return [];
        functions.takeLines();
        let thrown: string[] = [];
        try {
          await functions.handlers[surface](surface === "reassign-session" ? queued(body) : sent, context);
        } catch (error) {
          thrown = [`${surface} threw ${error instanceof Error ? error.stack : String(error)}`];
        }
        functions.takeEvents();
        return [...thrown, ...linesProblems(functions.takeLines()), ...(await workQueue(functions))];
      },
      close: releaseFunctions,
    });
  },
};
