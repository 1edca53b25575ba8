// Whoever asks for all it can get leaves the others their shares, and uses what they do not ask for.
import { expect, test } from "@jest/globals";
import { type Asking, underPressure } from "./full-pressure.ts";

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const callers: Asking = { name: "callers", priority: "caller", client: "n8n", loops: 6 };
const queue: Asking = { name: "queue", priority: "queue", loops: 2 };
const background: Asking = { name: "background", priority: "background", loops: 2 };

const measured = async (askings: readonly Asking[]) => {
  const result = await underPressure(askings, { seed, windows: 3, settled: 1 });
  console.info(`SEED=${seed} ${JSON.stringify(result)}`);
  expect(result.mostSustained).toBeLessThanOrEqual(800);
  expect(result.mostBurst).toBeLessThanOrEqual(160);
  return result;
};

test("six looping callers leave a full queue a fifth of the rate and more, and background work its part", async () => {
  const { parts, used } = await measured([callers, queue, background]);
  expect(parts.callers).toBeGreaterThan(0.5);
  expect(parts.queue).toBeGreaterThan(0.25);
  expect(parts.background).toBeGreaterThan(0.035);
  expect(used).toBeGreaterThan(0.95);
});

test("a client with twelve loops leaves another, with one loop, its half", async () => {
  const other: Asking = { ...callers, name: "other", client: "crm", loops: 1 };
  const { parts } = await measured([{ ...callers, loops: 12 }, other, queue]);
  expect(parts.other).toBeGreaterThan(0.25);
  expect(parts.queue).toBeGreaterThan(0.25);
});
