// What can be asked of a stage in any account: its access, what it parks, its kill switch.
import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { CommandResult } from "../cloud/deploy-folder.ts";
import type { MadeSecrets } from "./made-secrets.ts";
import { nameOf, type Place } from "./stage-contents.ts";

export interface CheckedStage extends Place {
  /** Of the HTTP API. */
  readonly url: string;
  readonly secrets: MadeSecrets;
  hooks(...args: readonly string[]): Promise<CommandResult>;
}

export interface Check {
  readonly title: string;
  /** Throws for what is not as it should be. */
  run(stage: CheckedStage): Promise<void>;
}

const withinMs = 120_000;
const pauseMs = 1_000;

const must = (holds: boolean, expected: string, found: unknown): void => {
  if (!holds)
    throw new Error(`expected ${expected}, found ${typeof found === "string" ? found : JSON.stringify(found)}`);
};

const eventually = async (look: () => Promise<boolean>, expected: string, found: () => unknown): Promise<void> => {
  const endBy = Date.now() + withinMs;
  while (!(await look())) {
    must(Date.now() < endBy, expected, found());
    await delay(pauseMs);
  }
};

const statusOf = async ({ url }: CheckedStage, path: string, init: RequestInit = {}): Promise<number> =>
  (await fetch(url + path, init)).status;

const withToken = ({ secrets }: CheckedStage): Record<string, string> => ({
  authorization: `Bearer ${secrets.token}`,
  "content-type": "application/json",
});

/** As the specification of Standard Webhooks has it. */
const signed = ({ secrets }: CheckedStage, body: string): Record<string, string> => {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", secrets.signingKey).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
};

const ended = async (stage: CheckedStage, ...args: readonly string[]): Promise<string> => {
  const { code, output } = await stage.hooks(...args);
  // Status answers 1 where somebody is needed, as while it is paused.
  must(code === 0 || (code === 1 && args[0] === "status"), `hooks ${args.join(" ")} to end well`, output);
  return output;
};

/** It is nobody's, wherever it is asked for. */
const nobodysSession = (): string => randomUUID();

const delivery = (): string =>
  JSON.stringify({
    id: `evt_${randomUUID()}`,
    type: "deal.lost",
    timestamp: new Date().toISOString(),
    data: { id: "1", value: 1, session_id: nobodysSession() },
  });

export const checks: readonly Check[] = [
  {
    title: "GET /health answers 200",
    run: async (stage) => {
      // A new address takes a while until everybody knows it.
      let status = 0;
      await eventually(
        async () => {
          status = await statusOf(stage, "/health").catch(() => 0);
          return status === 200;
        },
        "200",
        () => status,
      );
    },
  },
  {
    title: "PATCH is refused without a token, and with a property that is none",
    run: async (stage) => {
      const path = `/sessions/${nobodysSession()}`;
      const init = { method: "PATCH", body: JSON.stringify({ statu: "x" }) };
      const without = await statusOf(stage, path, { ...init, headers: { "content-type": "application/json" } });
      must(without === 401, "401 without a token", without);
      const wrong = await statusOf(stage, path, { ...init, headers: withToken(stage) });
      must(wrong === 422, "422 for a wrong name", wrong);
    },
  },
  {
    title: "a delivery is refused with a wrong signature, and taken with the right one",
    run: async (stage) => {
      const body = delivery();
      const headers = signed(stage, body);
      const wrong = await statusOf(stage, "/webhooks/crm", { method: "POST", headers, body: `${body} ` });
      must(wrong === 401, "401", wrong);
      const right = await statusOf(stage, "/webhooks/crm", { method: "POST", headers, body });
      must(right === 200 || right === 202, "200 or 202", right);
    },
  },
  {
    title: "an event that cannot be done is parked, listed, replayed and discarded",
    run: async (stage) => {
      const { region } = stage;
      const bus = new EventBridgeClient({ region });
      try {
        const Detail = JSON.stringify({ sessionId: nobodysSession(), statu: "x" });
        const entry = { EventBusName: nameOf(stage), Source: "proof", DetailType: "Session Update Requested", Detail };
        await bus.send(new PutEventsCommand({ Entries: [entry] }));
      } finally {
        bus.destroy();
      }
      let listed = "";
      const isListed = async (): Promise<boolean> => {
        listed = await ended(stage, "parked", "list");
        return listed.includes("COMMAND_INVALID");
      };
      await eventually(isListed, "a message parked for COMMAND_INVALID", () => listed);
      await ended(stage, "parked", "replay", "--all");
      await eventually(isListed, "the replayed message to be parked again", () => listed);
    },
  },
  {
    title: "the kill switch is set and released, and status says so",
    run: async (stage) => {
      await ended(stage, "pause");
      const paused = await ended(stage, "status");
      must(paused.includes("PAUSED"), "PAUSED in status", paused);
      const headers = { ...withToken(stage), prefer: "respond-async" };
      const body = JSON.stringify([{ command: "update", sessionId: nobodysSession(), number: "1" }]);
      const status = await statusOf(stage, "/sessions/batch", { method: "POST", headers, body });
      must(status === 202, "202 while it is paused", status);
      await ended(stage, "resume");
      const resumed = await ended(stage, "status");
      must(!resumed.includes("PAUSED"), "no PAUSED in status", resumed);
    },
  },
];
