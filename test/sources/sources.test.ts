// Every sample in events/receive-webhook, with the mappings of sources/: which commands it becomes.
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { phoneReader } from "../../lib/core/phone/phone-reader.ts";
import type { QueueItem } from "../../lib/core/queue/queue-item.ts";
import { storedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import type { Properties } from "../../lib/core/value.ts";
import { type GatewayEvent, readHttpEvent } from "../../lib/middleware/read-http-event.ts";
import { understandDelivery } from "../../lib/webhooks/mapping/understand-delivery.ts";
import { checkSources } from "../../lib/webhooks/sources/check-sources.ts";
import { signRequest } from "../../local/sign-request.ts";
import { boxHere } from "../support/box-here.ts";
import { config } from "../support/hooks.config.ts";
import { exampleSecrets, samplesFolder as folder, ownSamples } from "../support/own-files.ts";
import { webhookEndpoint, webhookEvent } from "../support/webhook-endpoint.ts";

const { sources: secrets } = exampleSecrets;

interface Sample {
  /** The sender's API answers so, where the source looks anything up: then its commands are the worker's. */
  $answers?: Properties;
  $unsigned?: true;
  $signedSecondsAgo?: number;
  $after?: { body?: string; token?: string };
  $expect: {
    delivery?: string;
    commands?: object[];
    events?: string[];
    reference?: object;
    occurredAt?: string;
    deliveryId?: string;
    parked?: string;
    code?: string;
    reason?: string;
  };
}

let endpoint: ReturnType<typeof webhookEndpoint>;
beforeEach(() => {
  endpoint = webhookEndpoint(config, secrets);
});
afterEach(() => {
  for (const line of endpoint.taken.lines)
    expect(line).not.toMatch(/secret-that-opens|Maria|5511999|bom dia|ao enviar boleto/);
});

/** The sample as its sender would send it now. */
const sent = (sample: Sample & GatewayEvent) => {
  const request = readHttpEvent(sample);
  const name = request.path.source ?? "";
  const source = config.sources[name];
  const [secret = ""] = secrets[name] ?? [];
  const { $unsigned, $signedSecondsAgo = 0, $after = {} } = sample;
  if ($unsigned || !source) return sample;
  const now = new Date(endpoint.clock.now() - $signedSecondsAgo * 1000);
  const signed = signRequest(request, { name, source, secret, publicUrl: config.publicUrl, now });
  const [path = "", rawQuery = ""] = signed.pathAndQuery.split("?");
  const token = $after.token ?? path.split("/")[3];
  return webhookEvent(name, {
    method: signed.method,
    headers: signed.headers,
    rawQuery,
    body: $after.body ?? signed.body,
    ...(token !== undefined && { token: decodeURIComponent(token) }),
  });
};

/** What waits for a look-up becomes what the worker makes of it. */
const lookedUp = async (
  queued: readonly QueueItem[],
  answers: Properties | undefined,
): Promise<readonly QueueItem[]> => {
  const items = await Promise.all(
    queued.map(async (item) => {
      const source = item.kind === "delivery" ? config.sources[item.source] : undefined;
      if (item.kind !== "delivery" || !source || !answers) return [item];
      const stored = { ...storedDelivery(item), lookup: answers };
      const options = { timeZone: config.timeZone, readPhone: phoneReader(config), box: boxHere(config.sources) };
      return (await understandDelivery(source, stored, options)).items;
    }),
  );
  return items.flat();
};

describe("every sample in events/receive-webhook", () => {
  test.each(ownSamples())("%s becomes what it says", async (file) => {
    const sample = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Sample & GatewayEvent;
    const { $expect } = sample;
    const answer = await endpoint.call(sent(sample));
    expect(answer.statusCode).toBe(Number(file.slice(0, 3)));
    expect(endpoint.lastLine()).toMatchObject({
      status: answer.statusCode,
      ...($expect.delivery && { delivery: $expect.delivery }),
      ...($expect.code && { code: $expect.code }),
      ...($expect.reason && { reason: $expect.reason }),
    });
    const queued = endpoint.taken.queued as readonly QueueItem[];
    const commands = (await lookedUp(queued, sample.$answers)).filter((item) => item.kind === "command");
    expect(commands.map(({ targeted }) => targeted.command)).toMatchObject($expect.commands ?? []);
    expect(commands).toHaveLength($expect.commands?.length ?? 0);
    expect(queued.flatMap((item) => (item.kind === "event" ? [item.type] : []))).toEqual($expect.events ?? []);
    for (const { targeted, occurredAt, deliveryId } of commands) {
      expect(targeted.reference).toEqual($expect.reference);
      expect(occurredAt).toBe($expect.occurredAt);
      if ($expect.deliveryId) expect(deliveryId).toBe($expect.deliveryId);
    }
    expect(endpoint.taken.parked.map(({ reason }) => reason.code)).toEqual($expect.parked ? [$expect.parked] : []);
  });

  test("there is one for every source that the project comes with", () => {
    const names = ownSamples().map(
      (file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")).pathParameters.source,
    );
    for (const name of Object.keys(config.sources)) expect(names).toContain(name);
  });
});

test("all of them together pass the check of the build", () => {
  expect(() => checkSources(config)).not.toThrow();
});
