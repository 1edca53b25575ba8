// Says what IAM has to allow of a call that a person makes: who deploys, sets up or looks calls more services than any function.
import { accountId, region } from "../../../local/aws/account.ts";
import { type AskedPermission, askedPermissions, type SecretArn } from "./asked-permissions.ts";
import type { SignedRequest } from "./signed-request.ts";

const asked = (action: string, resource: string): AskedPermission => ({ action, resource, context: {} });
const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${accountId}:${rest}`;

const ofStack = ({ operation, form }: SignedRequest): AskedPermission => {
  const name = form.get("StackName");
  if (name === null) return asked(`cloudformation:${operation}`, "*");
  return asked(
    `cloudformation:${operation}`,
    name.startsWith("arn:") ? name : arn("cloudformation", `stack/${name}/6d3c5a10-0000-4000-8000-000000000001`),
  );
};

const objectActions: Readonly<Record<string, string>> = {
  PUT: "PutObject",
  GET: "GetObject",
  HEAD: "GetObject",
  DELETE: "DeleteObject",
  // Several at once.
  POST: "DeleteObject",
};

const ofBucket = ({ method, url }: SignedRequest): AskedPermission => {
  const [, bucket = "", key = ""] = /^\/([^/]+)\/?(.*)$/.exec(url.pathname) ?? [];
  const isAboutObject = key !== "" || method === "POST";
  if (isAboutObject) return asked(`s3:${objectActions[method]}`, `arn:aws:s3:::${bucket}/${key || "*"}`);
  if (url.searchParams.has("location")) return asked("s3:GetBucketLocation", `arn:aws:s3:::${bucket}`);
  return asked(url.searchParams.has("versions") ? "s3:ListBucketVersions" : "s3:ListBucket", `arn:aws:s3:::${bucket}`);
};

const functionActions: readonly (readonly [RegExp, string])[] = [
  [/\/concurrency$/, "GetFunctionConcurrency"],
  [/\/versions$/, "ListVersionsByFunction"],
  [/\/configuration$/, "GetFunctionConfiguration"],
  [/\/functions\/[^/]+$/, "GetFunction"],
];

const ofFunction = ({ method, url }: SignedRequest): AskedPermission => {
  if (url.pathname.endsWith("/account-settings")) return asked("lambda:GetAccountSettings", "*");
  if (/\/functions\/?$/.test(url.pathname)) return asked("lambda:ListFunctions", "*");
  const [, name = ""] = /\/functions\/([^/]+)/.exec(url.pathname) ?? [];
  const [, action] = functionActions.find(([pattern]) => method === "GET" && pattern.test(url.pathname)) ?? [];
  return asked(`lambda:${action ?? `${method} ${url.pathname}`}`, arn("lambda", `function:${name}`));
};

/** IAM itself, and topics: their names stand in the form. */
const ofForm = ({ service, operation, form }: SignedRequest): AskedPermission => {
  const role = form.get("RoleName");
  if (role !== null) return asked(`${service}:${operation}`, `arn:aws:iam::${accountId}:role/${role}`);
  return asked(`${service}:${operation}`, form.get("PolicySourceArn") ?? form.get("TopicArn") ?? "*");
};

export const askedOfPerson = async (
  request: SignedRequest,
  secretArn: SecretArn,
): Promise<readonly AskedPermission[]> => {
  const { service, operation } = request;
  switch (service) {
    case "sts":
      // Everybody may ask who they are.
      return operation === "GetCallerIdentity" ? [] : [asked(`sts:${operation}`, "*")];
    case "cloudformation":
      return [ofStack(request)];
    case "s3":
      return [ofBucket(request)];
    case "lambda":
      return [ofFunction(request)];
    case "iam":
    case "sns":
      return [ofForm(request)];
    case "monitoring":
      return [asked(`cloudwatch:${operation}`, operation === "DescribeAlarms" ? arn("cloudwatch", "alarm:*") : "*")];
    case "events":
      return operation === "PutEvents" ? askedPermissions(request, secretArn) : [asked(`events:${operation}`, "*")];
    default:
      return askedPermissions(request, secretArn);
  }
};
