// `send`: posts what a sender would send, signed as it signs, to the stack that runs here or to a stage.
import { readJson } from "../../lib/core/read-json.ts";
import { headerText } from "../../lib/core/sent-request.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { DeliveryRequest } from "../../lib/webhooks/receiving/delivery-url.ts";
import { sampleFiles, sampleName } from "../../local/sample-files.ts";
import { type SignedRequest, signRequest } from "../../local/sign-request.ts";
import { maskPersonal } from "../display/mask-personal.ts";
import { jsonLines } from "../display/output.ts";
import { placeText } from "../display/place-text.ts";
import { BadVerdict, Failure, NotFound } from "../failure.ts";
import type { HeaderTexts } from "../typed-values.ts";
import { warnOfStaleBuild } from "../warn-of-stale-build.ts";
import type { Tools } from "../with-connection.ts";
import { adviceFor } from "./advice.ts";
import { type FoundSource, findSource, firstSecret } from "./find-source.ts";
import { givenRequest } from "./given-request.ts";
import { sendWords } from "./send-words.ts";

export interface SendOptions {
  file?: string;
  /** As `send --list` names it. */
  sample?: string;
  body?: string;
  header?: HeaderTexts;
  /** This is the address of the HTTP API, where hooks.config.ts has no publicUrl. */
  url?: string;
  dryRun?: true;
  reveal?: true;
}

/** What `send --json` prints. */
export interface SentAnswer {
  readonly place: string;
  /** That of HTTP. */
  readonly status: number;
  /** By which the functions' log is searched; null where the answer has none. */
  readonly requestId: string | null;
  /** What was answered, parsed where it is JSON. */
  readonly body: unknown;
}

/** What `send --dry-run --json` prints: what would be signed and posted. */
export interface SendPlanAnswer {
  readonly place: string;
  readonly source: string;
  readonly method: string;
  /** Without what a signature adds. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  /** Its texts and phone numbers are hidden without --reveal; null where the bytes are no text. */
  readonly body: string | null;
  readonly bytes: number;
}

const timeoutMs = 15_000;

const post = async (base: string, { method, pathAndQuery, headers, body }: SignedRequest) => {
  const answer = await fetch(base + pathAndQuery, {
    method,
    headers,
    ...(method !== "GET" && { body: Buffer.from(body) }),
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: answer.status, requestId: answer.headers.get("apigw-requestid"), text: await answer.text() };
};

const parsed = (text: string): unknown => {
  try {
    return readJson(text);
  } catch {
    return text;
  }
};

/** Without a name, the best of them. */
const sampleOf = (source: string, name?: string): string => {
  const files = sampleFiles(source);
  const file = files.find((each) => name === undefined || sampleName(each) === name);
  if (file !== undefined) return file;
  if (files.length > 0)
    throw new NotFound(`there is no sample ${name} of ${source}, only ${files.map(sampleName).join(", ")}`);
  throw new Failure(`there is no sample of ${source}: write one to samples/${source}.json, or give a file with --file`);
};

/** A body that is given alone is sent alone. */
const requestOf = (source: string, { file, sample, body, header }: SendOptions): DeliveryRequest => {
  const isBare = file === undefined && sample === undefined && body !== undefined;
  return givenRequest({ file: isBare ? undefined : (file ?? sampleOf(source, sample)), body, header }).request;
};

export interface SentSample {
  signed: SignedRequest;
  status: number;
  requestId: string | null;
  text: string;
  body: unknown;
  sentAt: number;
}

/** Signs a sample as its sender would, and posts it to the HTTP API at `base`. */
export const sendSample = async (
  { connection }: Pick<Tools, "connection">,
  { config, name, source }: FoundSource,
  { base, ...given }: SendOptions & { base: string },
): Promise<SentSample> => {
  const secret = firstSecret(await connection.access(), name, connection.accessName);
  const request = requestOf(name, given);
  const sentAt = clock.now();
  const publicUrl = config.publicUrl ?? base;
  const signed = signRequest(request, { name, source, secret, publicUrl, now: new Date(sentAt) });
  const { status, requestId, text } = await post(base.replace(/\/$/, ""), signed);
  return { signed, status, requestId, text, body: parsed(text), sentAt };
};

/** Null where the bytes are no text, so that nobody edits what would come out as something else. */
const textOf = (bytes: Uint8Array): string | null => {
  const text = Buffer.from(bytes).toString("utf8");
  return Buffer.from(text).equals(Buffer.from(bytes)) ? text : null;
};

const masked = (text: string): string => {
  const content = maskPersonal(parsed(text));
  return typeof content === "string" ? content : jsonLines(content).join("\n");
};

const showPlan = ({ connection, output }: Tools, { config, name }: FoundSource, options: SendOptions): void => {
  const { method, headers, rawQuery, bytes } = requestOf(name, options);
  const text = textOf(bytes);
  const body = text === null || options.reveal ? text : masked(text);
  const { place } = connection;
  output.json({
    place,
    source: name,
    method,
    headers: Object.fromEntries(Object.keys(headers).map((header) => [header, headerText(headers, header) ?? ""])),
    query: rawQuery,
    body,
    bytes: bytes.length,
  } satisfies SendPlanAnswer);
  const say = sendWords[config.language];
  output.line(say.wouldSend(`${method} /webhooks/${name}`, bytes.length, placeText(place, config.language)));
  for (const [header, value] of Object.entries(headers)) output.line(`${header}: ${value ?? ""}`);
  output.line("", ...(body ?? say.noText).split("\n"));
  if (!options.reveal) output.line("", say.hidden);
};

export const sendDelivery = async (tools: Tools, name: string, options: SendOptions): Promise<void> => {
  const { connection, output } = tools;
  const { url } = options;
  const config = await connection.config();
  const found = findSource(config, name);
  if (options.dryRun) return showPlan(tools, found, options);
  const base = url ?? connection.url ?? config.publicUrl;
  if (base === undefined)
    throw new Failure(
      "where to? Give the address of the HTTP API with --url (`npm run deploy` printed it), or set publicUrl in hooks.config.ts",
    );
  warnOfStaleBuild(tools);
  const sent = await sendSample(tools, found, { ...options, base });
  const { signed, status, requestId, text, body, sentAt } = sent;
  output.json({ place: connection.place, status, requestId, body } satisfies SentAnswer);
  const say = sendWords[config.language];
  const place = placeText(connection.place, config.language);
  output.line(say.sent(`${signed.method} /webhooks/${name}`, signed.body.length, place));
  output.line(`${status} ${text}`);
  output.line(say.requestId(requestId));
  output.line(await adviceFor(connection, found, { status, body, sentAt }));
  if (status >= 300) throw new BadVerdict(`answered ${status}`);
};
