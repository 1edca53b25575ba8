// A mapping that a payload keeps busy, or has take all memory, costs nobody but its own delivery: over HTTP, on the packaged function, with Lambda's memory.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { signRequest } from "../../local/sign-request.ts";
import { hostileDeliveries, sources } from "../support/hostile-sources.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { readParked } from "../support/read-parked.ts";
import { type RunningStack, runStack } from "../support/running-stack.ts";
import { until } from "../support/until.ts";

const secret = "a-secret-of-this-test-0123456789";
const memoryBytes = 512 * 1024 * 1024;
let packageDir: string;
let running: RunningStack;

beforeAll(async () => {
  packageDir = packageWithConfig(new URL("../support/hostile-sources.ts", import.meta.url));
  running = await runStack({ packageDir, schedules: false });
  running.editSecrets((secrets) => {
    secrets.sources = Object.fromEntries(Object.keys(sources).map((name) => [name, [secret]]));
  });
});
afterAll(async () => {
  await running.stop();
});

const post = async (name: string, text: string): Promise<{ status: number; ms: number }> => {
  const source = sources[name];
  if (!source) throw new Error(`no source ${name}`);
  const request = {
    method: "POST",
    path: { source: name },
    query: {},
    rawQuery: "",
    headers: {},
    bytes: Buffer.from(text),
  };
  const { pathAndQuery, method, headers, body } = signRequest(request, {
    ...{ name, source, secret, publicUrl: undefined, now: new Date() },
  });
  const startedMs = performance.now();
  const answer = await fetch(running.stack.url + pathAndQuery, { method, headers, body: Buffer.from(body) });
  await answer.arrayBuffer();
  return { status: answer.status, ms: performance.now() - startedMs };
};

const numberIn = (file: string, name: string): number => {
  try {
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(file, "utf8"))?.[1] ?? 0);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
};

/** What the function's process and those that it has started take. */
const rssBytes = (): number => {
  const pids = running.stack.lambda.pids("receive-webhook");
  const boxes = pids.flatMap((pid) => {
    try {
      return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
    } catch {
      return [];
    }
  });
  return [...pids, ...boxes].reduce((sum, pid) => sum + numberIn(`/proc/${pid}/status`, "VmRSS") * 1024, 0);
};

let serial = 0;
const calm = () => {
  serial += 1;
  return post("calm", JSON.stringify({ text: `calm ${serial}` }));
};

const parkedSoFar: string[] = [];
/** A queue that is asked once may not show yet what it has. */
const readMore = async (): Promise<void> => {
  for (const { reason, queued } of await readParked(running.stack))
    parkedSoFar.push(`${reason.code} ${Object(queued).source}`);
};
const parkedAs = (source: string): string => `DELIVERY_NOT_MAPPED ${source}`;

test.each(hostileDeliveries)(
  "$source is parked, and the next delivery is answered as ever",
  async ({ source, body }) => {
    // A first one starts the function.
    expect((await calm()).status).toBe(202);
    let largest = 0;
    const looking = setInterval(() => {
      largest = Math.max(largest, rssBytes());
    }, 5);
    const answer = await post(source, body);
    clearInterval(looking);
    const next = await calm();
    expect([answer.status, next.status]).toEqual([202, 202]);
    await until(async () => {
      await readMore();
      return parkedSoFar.includes(parkedAs(source));
    }, `${source} to be parked`);
    expect(answer.ms).toBeLessThan(4_000);
    expect(next.ms).toBeLessThan(1_000);
    expect(largest).toBeLessThan(memoryBytes);
  },
);

test("each is parked once, and nothing else is", async () => {
  await readMore();
  expect(parkedSoFar.toSorted()).toEqual(hostileDeliveries.map(({ source }) => parkedAs(source)).toSorted());
});
