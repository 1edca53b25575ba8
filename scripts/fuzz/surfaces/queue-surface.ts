// Messages of the queue: what cannot be read is parked, without a call to WTS, and nothing of it is logged.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { queueText } from "../../../lib/core/queue/queue-item.ts";
import { queuedDelivery } from "../../../lib/core/queue/queued-delivery.ts";
import { canaries } from "../canaries.ts";
import { damage, damagedText } from "../edits.ts";
import { type FuzzSurface, openSurface } from "../fuzz-surface.ts";
import { context, releaseFunctions, useFunctions } from "../running-functions.ts";
import { linesProblems } from "./answer-problems.ts";
import { recordOf } from "./work-queue.ts";

const folder = new URL("../../../events/apply-commands/", import.meta.url);

const stored = {
  ...{ source: "asSent", account: "default", method: "POST", headers: { "x-a": canaries.text }, query: {} },
  ...{ contentHash: "c", lastingHash: "l", receivedAt: "2026-11-20T12:00:00.000Z" },
  bytes: Buffer.from(
    JSON.stringify({ command: "note", sessionId: "5e551011-0000-4000-8000-000000000001", text: canaries.text }),
  ),
};

const bodies: unknown[] = [
  ...readdirSync(folder).flatMap((file) => {
    const { Records } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    return Records.flatMap(({ body }: { body: string }) => {
      try {
        return [JSON.parse(body)];
      } catch {
        return [];
      }
    });
  }),
  JSON.parse(queueText(queuedDelivery("d".repeat(64), stored))),
];

const inputs = fc.record({ sample: fc.nat(bodies.length - 1), damage, id: fc.uuid() });
type Input = typeof inputs extends fc.Arbitrary<infer Each> ? Each : never;

export const queueSurface: FuzzSurface = {
  name: "queue",
  open: async () => {
    const functions = await useFunctions();
    return openSurface({
      inputs,
      attempt: async ({ sample, damage: given, id }: Input) => {
        const body = damagedText({ ...Object(bodies[sample % bodies.length]), id }, given);
        functions.takeLines();
        functions.takeCalls();
        let thrown: string[] = [];
        try {
          await functions.handlers["apply-commands"]({ Records: [recordOf(body)] }, context);
        } catch (error) {
          thrown = [`apply-commands threw ${error instanceof Error ? error.stack : String(error)}`];
        }
        functions.takeEvents();
        const lines = functions.takeLines();
        const calls = functions.takeCalls();
        const isUnread = lines.some((line) => line.includes("queue message not understood"));
        const asked =
          isUnread && calls.length > 0 ? [`it was not understood, and WTS was asked: ${calls[0]?.path}`] : [];
        return [...thrown, ...linesProblems(lines), ...asked];
      },
      close: releaseFunctions,
    });
  },
};
