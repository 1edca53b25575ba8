// A console as it is opened: where its port is somebody else's, and what time it says while the stack's is another.
import { createServer } from "node:http";
import { afterEach, expect, test } from "@jest/globals";
import { type RunHooks, startConsole } from "../../../cli/console/start-console.ts";
import { listen } from "../../../local/listen.ts";
import { moveDate, wallNow } from "../../../local/move-date.ts";
import { consoleVisits, linesOf } from "../../support/console-visit.ts";
import { ownEnvironment } from "../../support/own-files.ts";

const hourMs = 3_600_000;
const surroundings = { environment: ownEnvironment, stdout: () => {}, stderr: () => {} };

/** As a command of a stack whose clock was moved, while another one of it still runs. */
const hourLater: RunHooks = async (_words, { stdout }) => {
  moveDate(hourMs);
  stdout("{}");
  return 0;
};

const open = (port: number, runHooks: RunHooks = hourLater) =>
  startConsole({ stage: undefined, region: undefined, surroundings, runHooks, port });

afterEach(() => moveDate(0));

test("a port that is taken is a plain failure, which names the option", async () => {
  const taken = await listen(createServer(), 0);
  const port = Number(new URL(taken.url).port);
  await expect(open(port)).rejects.toMatchObject({
    name: "Failure",
    message: expect.stringMatching(new RegExp(`^port ${port} is taken: set --port`)),
  });
  await taken.stop();
});

test("an answer is of this machine's time, also while the date is the stack's", async () => {
  const served = await open(0);
  const began = wallNow();
  const visits = consoleVisits(served);
  const [line] = await linesOf(await visits.ask("place", {}, await visits.visit()));
  expect(Date.parse(String(line?.asOf)) - began).toBeLessThan(hourMs / 2);
  await served.stop();
});
