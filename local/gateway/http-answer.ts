// Turns what a function returned into an HTTP response as API Gateway's HTTP API does: payload format 2.0.
import * as z from "zod/mini";

interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

const shape = z.object({
  statusCode: z.int().check(z.gte(100), z.lte(599)),
  headers: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  cookies: z.optional(z.array(z.string())),
  body: z.optional(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
});

const namesAStatus = (result: unknown): boolean =>
  typeof result === "object" && result !== null && "statusCode" in result;

/** Answers undefined if API Gateway would not understand it. */
export const toHttpAnswer = (result: unknown): HttpAnswer | undefined => {
  if (!namesAStatus(result)) {
    const body = typeof result === "string" ? result : JSON.stringify(result);
    return { status: 200, headers: { "content-type": "application/json" }, body };
  }
  const parsed = z.safeParse(shape, result);
  if (!parsed.success) return undefined;
  const { statusCode, headers = {}, cookies = [], body = "", isBase64Encoded = false } = parsed.data;
  const named = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), String(value)]);
  return {
    status: statusCode,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      ...Object.fromEntries(named),
      ...(cookies.length ? { "set-cookie": cookies } : {}),
    },
    body: isBase64Encoded ? Buffer.from(body, "base64") : body,
  };
};
