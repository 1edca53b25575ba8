// The packaged functions with a real table and a receiver that stands for the chats: what it is called with, and what they get.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { chatUrl, n8nSecret, n8nUrl, type Receiver, slackUrl, startReceiver } from "../notify/support/notify-world.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { type RunningStack, runStack } from "../support/running-stack.ts";
import { until } from "../support/until.ts";

const functionName = "notify-people";
const folder = new URL("../../events/collect-notices/", import.meta.url);

let packageDir: string;
let receiver: Receiver;
let running: RunningStack;
beforeAll(async () => {
  receiver = await startReceiver();
  packageDir = packageWithConfig({
    language: "pt-BR",
    notify: {
      time: { kind: "slack", on: ["alerts", "Session Update Rejected"] },
      sala: { kind: "google-chat", on: ["Session Closed"] },
      n8n: { kind: "webhook", on: ["Session Closed"] },
    },
  });
  running = await runStack({ packageDir, schedules: false, notifyBaseUrl: receiver.url });
  running.editSecrets((secrets) => {
    Object.assign(secrets, { notify: { time: slackUrl, sala: chatUrl, n8n: { url: n8nUrl, secret: n8nSecret } } });
  });
});
afterAll(async () => {
  await running.stop();
  await receiver.stop();
});
beforeEach(() => {
  receiver.got.length = 0;
});

interface Sample {
  $expect: { says: string[] };
}

describe("every sample in events/collect-notices", () => {
  test.each(readdirSync(folder).sort())("%s ends as its name says", async (file) => {
    const { $expect, ...event } = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Sample;
    await running.stack.lambda.invoke("collect-notices", event);
    await running.stack.tick(functionName);
    const told = receiver.got.map(({ text }) => text).join();
    for (const part of $expect.says) expect(told).toContain(part);
    expect(receiver.got).toHaveLength(file.startsWith("sent-") ? 1 : 0);
    // No session is named, and no address.
    expect([told, ...running.lines].join()).not.toMatch(/5e551005|secretslack|secretchat/);
  });
});

test("an alert that is on the bus gets there", async () => {
  const { PutEventsCommand, EventBridgeClient } = await import("@aws-sdk/client-eventbridge");
  const bus = new EventBridgeClient(running.stack.aws.eventbridge);
  const Detail = JSON.stringify({
    ...{ id: "a-1", account: "filial", code: "WTS_KEY_REFUSED" },
    command: "npm run hooks -- status --keys",
  });
  await bus.send(
    new PutEventsCommand({
      Entries: [
        { EventBusName: running.stack.busName, Source: "wts-session-hooks", DetailType: "Alert Raised", Detail },
      ],
    }),
  );
  await until(async () => {
    await running.stack.tick(functionName);
    return receiver.got.length > 0;
  }, "the message");
  expect(receiver.got[0]?.text).toContain("O WTS recusa a chave de API da conta");
  bus.destroy();
});
