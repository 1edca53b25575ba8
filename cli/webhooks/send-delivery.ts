// `send`: posts what a sender would send, signed as it signs, to the stack that runs here or to a stage.
import { readJson } from "../../lib/core/read-json.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { sampleFiles } from "../../local/sample-files.ts";
import { type SignedRequest, signRequest } from "../../local/sign-request.ts";
import { placeText } from "../display/place-text.ts";
import { BadVerdict, Failure } from "../failure.ts";
import type { HeaderTexts } from "../typed-values.ts";
import { warnOfStaleBuild } from "../warn-of-stale-build.ts";
import type { Tools } from "../with-connection.ts";
import { adviceFor } from "./advice.ts";
import { type FoundSource, findSource, firstSecret } from "./find-source.ts";
import { readRequestFile } from "./read-request.ts";
import { sendWords } from "./send-words.ts";

export interface SendOptions {
  file?: string;
  header?: HeaderTexts;
  /** This is the address of the HTTP API, where hooks.config.ts has no publicUrl. */
  url?: string;
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

const sampleOf = (source: string): string => {
  const [file] = sampleFiles(source);
  if (file !== undefined) return file;
  throw new Failure(`there is no sample of ${source}: write one to samples/${source}.json, or give a file with --file`);
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
  { file = sampleOf(name), header, base }: { file?: string; header?: HeaderTexts | undefined; base: string },
): Promise<SentSample> => {
  const secret = firstSecret(await connection.access(), name, connection.accessName);
  const { request } = readRequestFile(file, header);
  const sentAt = clock.now();
  const publicUrl = config.publicUrl ?? base;
  const signed = signRequest(request, { name, source, secret, publicUrl, now: new Date(sentAt) });
  const { status, requestId, text } = await post(base.replace(/\/$/, ""), signed);
  return { signed, status, requestId, text, body: parsed(text), sentAt };
};

export const sendDelivery = async (tools: Tools, name: string, options: SendOptions): Promise<void> => {
  const { connection, output } = tools;
  const { file, header, url } = options;
  const config = await connection.config();
  const found = findSource(config, name);
  const base = url ?? connection.url ?? config.publicUrl;
  if (base === undefined)
    throw new Failure(
      "where to? Give the address of the HTTP API with --url (`npm run deploy` printed it), or set publicUrl in hooks.config.ts",
    );
  warnOfStaleBuild(tools);
  const sent = await sendSample(tools, found, { ...(file !== undefined && { file }), header, base });
  const { signed, status, requestId, text, body, sentAt } = sent;
  output.json({ place: connection.place, status, requestId, body });
  const say = sendWords[config.language];
  const place = placeText(connection.place, config.language);
  output.line(say.sent(`${signed.method} /webhooks/${name}`, signed.body.length, place));
  output.line(`${status} ${text}`);
  output.line(say.requestId(requestId));
  output.line(await adviceFor(connection, found, { status, body, sentAt }));
  if (status >= 300) throw new BadVerdict(`answered ${status}`);
};
