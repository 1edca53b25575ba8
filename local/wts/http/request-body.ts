// Reads the body of a request once, for the endpoint and for the journal.
import type { IncomingMessage } from "node:http";

export type RequestBody =
  | { type: "empty" }
  | { type: "json"; value: unknown }
  | { type: "malformed" }
  | { type: "unsupported" };

export interface ReadRequest {
  method: string;
  url: URL;
  body: RequestBody;
}

const jsonTypes = /^(?:application|text)\/json\b|^application\/[\w.+-]+\+json\b/i;

export const readRequestBody = async (request: IncomingMessage): Promise<RequestBody> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  if (text === "") return { type: "empty" };
  if (!jsonTypes.test(request.headers["content-type"] ?? "")) return { type: "unsupported" };
  try {
    return { type: "json", value: JSON.parse(text) };
  } catch {
    return { type: "malformed" };
  }
};
