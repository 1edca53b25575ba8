// Deliveries to /webhooks/{source}: damaged first and signed then, so that they come past the signature; what is queued for them is worked.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { signRequest } from "../../../local/sign-request.ts";
import { samplesFolder } from "../../../test/support/own-files.ts";
import { webhookEvent } from "../../../test/support/webhook-endpoint.ts";
import { canaries } from "../canaries.ts";
import { damage, damagedText } from "../edits.ts";
import { config } from "../fuzz-config.ts";
import { type FuzzSurface, openSurface } from "../fuzz-surface.ts";
import { context, releaseFunctions, useFunctions } from "../running-functions.ts";
import { answerProblems } from "./answer-problems.ts";
import { workQueue } from "./work-queue.ts";

const bodies: unknown[] = [
  { command: "note", sessionId: "5e551011-0000-4000-8000-000000000001", text: canaries.text },
  { session: { contactPhone: canaries.phone }, onNone: "ignore", number: "42" },
  [{ sessionId: "5e551011-0000-4000-8000-000000000001", metadata: { a: "1" }, fields: ["Metadata"] }],
  { token: "t", sessionId: "5e551011-0000-4000-8000-000000000001", metadata: { pedido: canaries.text } },
];

const samples: { source: string; body: unknown; raw?: string }[] = [
  ...readdirSync(samplesFolder).flatMap((file) => {
    const { pathParameters, body, isBase64Encoded } = JSON.parse(readFileSync(new URL(file, samplesFolder), "utf8"));
    const text = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8").toString();
    if (!Object.hasOwn(config.sources, pathParameters.source)) return [];
    try {
      return [{ source: pathParameters.source, body: JSON.parse(text) }];
    } catch {
      return [{ source: pathParameters.source, body: {}, raw: text }];
    }
  }),
  ...["asSent", "inBody", "mailgun", "slack", "twilio"].flatMap((source) => bodies.map((body) => ({ source, body }))),
];

const contentTypes = [
  "application/json",
  "application/json; charset=utf-16le",
  "application/json; charset=latin1",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=b",
  "text/plain; charset=x",
  `;;charset="${canaries.text}`,
  "",
];

const inputs = fc.record({
  sample: fc.nat(samples.length - 1),
  damage,
  shape: fc.constantFrom("json", "json", "json", "form", "multipart", "raw"),
  contentType: fc.constantFrom(...contentTypes),
  header: fc.constantFrom("x-id", "content-length", "webhook-id", "x-forwarded-for", "cookie", "user-agent"),
  headerText: fc.constantFrom(canaries.text, canaries.token, "", " ".repeat(3_000), "1", "é\u202e", "a, b"),
  query: fc.constantFrom(
    "",
    "a=%ff&a=1",
    "data.id=7&type=payment",
    `x=${encodeURIComponent(canaries.text)}`,
    "a&".repeat(500),
    "=",
    "__proto__=1",
  ),
  signed: fc.constantFrom(true, true, true, true, false),
  method: fc.constantFrom("POST", "POST", "POST", "GET", "HEAD"),
});
type Input = typeof inputs extends fc.Arbitrary<infer Each> ? Each : never;

const written = (shape: string, json: string, raw: string | undefined): string => {
  if (raw !== undefined && shape === "raw") return raw;
  if (shape === "form")
    return `token=${encodeURIComponent(canaries.token)}&body=${encodeURIComponent(json)}&sessionId=${json}`;
  if (shape !== "multipart") return json;
  return `--b\r\nContent-Disposition: form-data; name="body"\r\n\r\n${json}\r\n--b--`;
};

export const webhookSurface: FuzzSurface = {
  name: "webhook",
  open: async () => {
    const functions = await useFunctions();
    const event = (input: Input) => {
      const { sample, shape, contentType, header, headerText, query, method, signed } = input;
      const { source, body, raw } = samples[sample % samples.length] ?? { source: "crm", body: {} };
      const bytes = Buffer.from(written(shape, damagedText(body, input.damage), raw));
      const headers = { "content-type": contentType, [header]: headerText };
      const request = { method, path: {}, query: {}, rawQuery: query, headers, bytes };
      const configured = config.sources[source];
      const [secret = ""] = functions.secrets[source] ?? [];
      const plain = () => webhookEvent(source, { method, headers, rawQuery: query, body: bytes, base64: true });
      if (!signed || !configured) return plain();
      const { publicUrl } = config;
      try {
        const sent = signRequest(request, { name: source, source: configured, secret, publicUrl, now: new Date() });
        const [path = "", rawQuery = ""] = sent.pathAndQuery.split("?");
        const token = path.split("/")[3];
        return webhookEvent(source, {
          ...{ method, headers: sent.headers, rawQuery, body: sent.body, base64: true },
          ...(token !== undefined && { token: decodeURIComponent(token) }),
        });
      } catch {
        // Some schemes cannot sign such a body.
        return plain();
      }
    };
    return openSurface({
      inputs,
      attempt: async (input: Input) => {
        const lines = functions.takeLines();
        lines.length = 0;
        functions.takeCalls();
        const answer = await functions.handlers["receive-webhook"](event(input), context);
        const problems = answerProblems({
          answer: Object(answer),
          lines: functions.takeLines(),
          calls: functions.takeCalls(),
        });
        return [...problems, ...(await workQueue(functions))];
      },
      close: releaseFunctions,
    });
  },
};
