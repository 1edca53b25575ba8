// What a command says where WTS fails: a sentence, and no stack, whichever command it is.
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { describeError, errorLines } from "../../cli/describe-error.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";
import { listen } from "../../local/listen.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";
import { sessionId } from "./support/queued-command.ts";

/** Refuses everything at once: what only fails is tried again for a while. */
const refusing = createServer((_request, response) => response.writeHead(403).end("{}"));
let stop: () => Promise<void>;
let our: HooksForTests;
beforeAll(async () => {
  const server = await listen(refusing, 0);
  stop = server.stop;
  our = await startHooks({ wtsUrl: server.url });
});
afterAll(async () => {
  await our.stop();
  await stop();
});

test.each([[["directory"]], [["route", sessionId, "--explain", "--department", "Comercial"]]])(
  "%j ends with one line",
  async (args) => {
    const { code, stderr } = await our.hooks(...args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^error: .*WTS.*\n$/) });
    expect(stderr).not.toMatch(/\n\s+at /);
  },
);

describe("an error of WTS", () => {
  test("that nothing answers names what became of the connection", () => {
    const error = new WtsApiError("GET /core/v1/department", { failure: "unavailable", reason: "ECONNREFUSED" });
    expect(describeError(error)).toBe(
      "WTS Chat timed out, is over its rate limit or failed (WtsApiError: GET /core/v1/department failed (unavailable): ECONNREFUSED)",
    );
    expect(errorLines(error)).toHaveLength(1);
  });
});
