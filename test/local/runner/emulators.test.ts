// The stand-ins for AWS take orders from this machine only.
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startQueues } from "../../../local/aws/queues.ts";
import { startTables } from "../../../local/aws/tables.ts";
import type { Listening } from "../../../local/listen.ts";

let started: Listening[];
beforeAll(async () => {
  started = [await startQueues(), await startTables()];
});
afterAll(async () => {
  for (const each of started) await each.stop();
});

const otherAddresses = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, family }) => !internal && family === "IPv4")
  .map(({ address }) => address);

test("neither queues nor tables can be reached from elsewhere", async () => {
  for (const { url } of started) {
    expect((await fetch(url)).status).toBeLessThan(500);
    for (const address of otherAddresses) {
      const { port } = new URL(url);
      await expect(fetch(`http://${address}:${port}`)).rejects.toThrow("fetch failed");
    }
  }
});
