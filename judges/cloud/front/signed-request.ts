// Reads from a request to AWS who signed it, which service it is for, and what it asks: nothing else tells a front so.
import { readJson } from "../../../lib/core/read-json.ts";
import { isProperties, type Properties } from "../../../lib/core/value.ts";

export interface SignedRequest {
  readonly accessKeyId: string;
  /** As IAM names it: sqs, dynamodb, events … */
  readonly service: string;
  /** The operation, such as SendMessageBatch; where the service has paths instead, method and path. */
  readonly operation: string;
  readonly method: string;
  readonly url: URL;
  /** What services got that speak in forms. */
  readonly form: URLSearchParams;
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

const formIn = ({ headers, body }: RawRequest): URLSearchParams => {
  const isForm = String(headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  return new URLSearchParams(isForm ? body.toString() : "");
};

const operationIn = ({ method, path, headers }: RawRequest, form: URLSearchParams): string => {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.slice(target.lastIndexOf(".") + 1);
  // CloudWatch's newest protocol has the operation at the end of the path.
  const [, named] = /^\/service\/\w+\/operation\/(\w+)/.exec(path) ?? [];
  return named ?? form.get("Action") ?? `${method} ${path.split("?")[0]}`;
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
  const form = formIn(request);
  return {
    accessKeyId,
    service,
    operation: operationIn(request, form),
    method: request.method,
    url: new URL(request.path, "http://aws"),
    form,
    input: speaksJson ? jsonIn(request.body.toString()) : {},
  };
};
