// Reads from a request to AWS who signed it, which service it is for, and what it asks: nothing else tells a front so.
import { readJson } from "../../../lib/core/read-json.ts";
import { isProperties, type Properties } from "../../../lib/core/value.ts";

export interface SignedRequest {
  readonly accessKeyId: string;
  /** As IAM names it: sqs, dynamodb, events … */
  readonly service: string;
  /** The operation, such as SendMessageBatch; where the service has paths instead, method and path. */
  readonly operation: string;
  /** The body of services that speak JSON. */
  readonly input: Properties;
}

interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

const credential = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/;

const operationIn = ({ method, path, headers, body }: RawRequest): string => {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.slice(target.lastIndexOf(".") + 1);
  const isForm = String(headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  return (isForm && new URLSearchParams(body.toString()).get("Action")) || `${method} ${path.split("?")[0]}`;
};

const jsonIn = (text: string): Properties => {
  try {
    const value = readJson(text);
    return isProperties(value) ? value : {};
  } catch {
    return {};
  }
};

/** It is undefined for what nobody signed. */
export const readSignedRequest = (request: RawRequest): SignedRequest | undefined => {
  const [, accessKeyId, service] = credential.exec(String(request.headers.authorization ?? "")) ?? [];
  if (accessKeyId === undefined || service === undefined) return undefined;
  const speaksJson = request.headers["x-amz-target"] !== undefined;
  return {
    accessKeyId,
    service,
    operation: operationIn(request),
    input: speaksJson ? jsonIn(request.body.toString()) : {},
  };
};
