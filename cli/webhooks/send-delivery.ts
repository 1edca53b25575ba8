// `send`: what a sender would send, signed as it signs, to the stack that runs here or to a stage.
import { systemClock as clock } from "../../lib/clock.ts";
import { type SignedRequest, signRequest } from "../../local/webhooks/sign-request.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";
import { findSource } from "./find-source.ts";
import { readRequestFile } from "./read-request.ts";
import { sampleFile } from "./sample-file.ts";

export interface SendOptions {
  file?: string;
  /** Of the HTTP API, where hooks.config.ts has no publicUrl. */
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
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** What became of it, as far as the answer tells. */
const adviceFor = (status: number, options: string): string => {
  if (status === 401) return "It was refused: the log of receive-webhook has the reason, under this request id.";
  if (status >= 300) return "It was not taken; a sender would send it again.";
  return `It was taken. What became of it: npm run hooks --${options} deliveries list, or dlq list if it could not be mapped.`;
};

export const sendDelivery = async (
  { connection, output }: Tools,
  name: string,
  options: SendOptions,
): Promise<void> => {
  const config = await connection.config();
  const source = findSource(config, name);
  const base = options.url ?? connection.url ?? config.publicUrl;
  if (base === undefined)
    throw new Failure(
      "where to? Give the address of the HTTP API with --url (`npm run deploy` printed it), or set publicUrl in hooks.config.ts",
    );
  const [secret] = (await connection.doors()).sources.get(name)?.secrets ?? [];
  if (secret === undefined)
    throw new Failure(`the doors secret of ${connection.place} has no secret for ${name}: add sources.${name} there`);
  const { request } = readRequestFile(options.file ?? sampleFile(name));
  const signed = signRequest(request, {
    ...{ name, source, secret, now: new Date(clock.now()) },
    publicUrl: config.publicUrl ?? base,
  });
  const { status, requestId, text } = await post(base.replace(/\/$/, ""), signed);
  output.json({ place: connection.place, status, requestId, body: parsed(text) });
  output.line(`${signed.method} /webhooks/${name} (${signed.body.length} bytes, signed) to ${connection.place}`);
  output.line(`${status} ${text}`);
  output.line(`request id ${requestId ?? "unknown"}`);
  output.line(adviceFor(status, connection.options));
  if (status >= 300) throw new Failure(`answered ${status}`);
};
