// Lets a test post a sample to a source as its sender would: signed, checked and mapped by the code that does it in earnest.
import { fileURLToPath } from "node:url";
import { readRequest, readRequestFile } from "../cli/webhooks/read-request.ts";
import { defineConfig, type HooksConfigInput, type SourceInput } from "../lib/config.ts";
import { phoneReader } from "../lib/core/phone/phone-reader.ts";
import type { QueuedCommand } from "../lib/core/queue/queued-command.ts";
import type { Properties } from "../lib/core/value.ts";
import { understandDelivery } from "../lib/webhooks/mapping/understand-delivery.ts";
import type { DeliveryRequest } from "../lib/webhooks/receiving/delivery-url.ts";
import { storeDelivery } from "../lib/webhooks/receiving/store-delivery.ts";
import { verifySignature } from "../lib/webhooks/signatures/verify-signature.ts";
import { checkSources } from "../lib/webhooks/sources/check-sources.ts";
import { madeUpSecret } from "../local/made-up-secret.ts";
import { signRequest } from "../local/sign-request.ts";
import { boxHere } from "./box-here.ts";

export interface Delivered {
  /** Why its sender is not believed, such as "SIGNATURE_MISMATCH"; absent for a delivery that is let in. */
  refused?: string;
  /** False: the source's filter took it out. */
  passed: boolean;
  /** Each names its session by `session` or `sessionId`, as the mapping does. */
  commands: Properties[];
  /** What WTS tells that goes on the bus, such as "WTS SESSION_NEW". */
  events: string[];
}

interface DeliverOptions {
  /** What the sender's API answers, by the names of the source's `lookup`. */
  answers?: Properties;
  /** It is signed with a secret that is not the source's. */
  forged?: boolean;
  at?: Date;
  /** What the rest of hooks.config.ts says, such as the zone of times and the country of phone numbers. */
  config?: Omit<HooksConfigInput, "sources">;
}

const name = "source";
/** Senders that sign the address need one. */
const publicUrl = "https://hooks.example.com";

const requestOf = (sample: URL | string | object): DeliveryRequest => {
  if (sample instanceof URL) return readRequestFile(fileURLToPath(sample)).request;
  return typeof sample === "string"
    ? readRequestFile(sample).request
    : readRequest(Buffer.from(JSON.stringify(sample))).request;
};

const secretFor = ({ verify }: SourceInput, owner: string): string => {
  const secret = madeUpSecret(verify, owner);
  if (secret !== undefined) return secret;
  throw new Error(
    "this sender signs with a key that only it has, so that no test can sign as it does: try a delivery that it sent, with `npm run hooks -- explain`",
  );
};

/** What the mapping did not say is left out again: how its session is named is shown as it was written. */
const shownCommand = ({ targeted: { command, reference } }: QueuedCommand): Properties => {
  const { sessionId, ...rest } = command;
  const said = Object.entries(rest).filter(([key, value]) => key !== "fields" && value !== false);
  return { ...(reference ? { session: reference.locator } : { sessionId }), ...Object.fromEntries(said) };
};

/** `sample` is a file, or what one holds: a body, or what n8n's Webhook node shows. Throws for what would be parked. */
export const deliver = async (
  given: SourceInput,
  sample: URL | string | object,
  { answers, forged = false, at = new Date(), config: rest = {} }: DeliverOptions = {},
): Promise<Delivered> => {
  const config = defineConfig({ publicUrl, ...rest, sources: { [name]: given } });
  checkSources(config);
  const source = config.sources[name];
  if (source === undefined) throw new Error("there is no source to deliver to");
  const secret = secretFor(given, name);
  const signed = signRequest(requestOf(sample), {
    ...{ name, source, publicUrl: config.publicUrl, now: at },
    secret: forged ? secretFor(given, "another") : secret,
  });
  const [path = "", rawQuery = ""] = signed.pathAndQuery.split("?");
  const { method, headers, body: bytes } = signed;
  const url = `${config.publicUrl}${signed.pathAndQuery}`;
  const verified = verifySignature(source.verify, { method, headers, body: bytes, url, now: at }, [secret]);
  if (!verified.ok) return { refused: verified.reason, passed: false, commands: [], events: [] };
  const token = path.split("/")[3];
  const request = {
    ...{ method, headers, bytes, rawQuery, query: Object.fromEntries(new URLSearchParams(rawQuery)) },
    path: { source: name, ...(token !== undefined && { token: decodeURIComponent(token) }) },
  };
  const stored = storeDelivery(request, {
    ...{ name, source, account: config.account, secrets: [secret], publicUrl: config.publicUrl, now: at },
  });
  const { passed, items, needsLookup } = await understandDelivery(
    source,
    { ...stored, ...(answers && { lookup: answers }) },
    { timeZone: config.timeZone, readPhone: phoneReader(config), box: boxHere(config.sources) },
  );
  if (needsLookup)
    throw new Error(
      `the source asks its sender's API first: give what it answers as \`answers\`, by the names ${Object.keys(source.lookup ?? {}).join(", ")}`,
    );
  return {
    passed,
    commands: items.flatMap((item) => (item.kind === "command" ? [shownCommand(item)] : [])),
    events: items.flatMap((item) => (item.kind === "event" ? [item.type] : [])),
  };
};
