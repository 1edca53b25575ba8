// Knows which template each change set has: CloudFormation makes its resources in the name of whoever executes it.
import type { TemplateResource } from "../resource-calls.ts";
import { resourceCalls } from "../resource-calls.ts";
import type { AskedPermission } from "./asked-permissions.ts";
import type { SignedRequest } from "./signed-request.ts";

type Resources = Readonly<Record<string, TemplateResource>>;

export interface ChangeSets {
  /** Answers what CloudFormation calls because of it; nothing for a call that only writes down or reads. */
  callsOf(request: SignedRequest): Promise<readonly AskedPermission[]>;
}

const nameIn = (form: URLSearchParams): string => form.get("StackName")?.split(":stack/").at(-1)?.split("/")[0] ?? "";

/** moto reads from it which service is meant, and does not check it. */
const authorization =
  "AWS4-HMAC-SHA256 Credential=front/20260101/sa-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

/** A template too large for a form lies in the bucket. */
const readTemplate = async (form: URLSearchParams, motoUrl: string): Promise<Resources> => {
  const url = form.get("TemplateURL");
  const read = async (address: string): Promise<string> => {
    const answer = await fetch(new URL(new URL(address).pathname, motoUrl), { headers: { authorization } });
    if (!answer.ok) throw new Error(`${address} should be a template, and S3 answered ${answer.status}`);
    return answer.text();
  };
  return Object(JSON.parse(form.get("TemplateBody") ?? (url === null ? "{}" : await read(url)))).Resources ?? {};
};

export const rememberChangeSets = (motoUrl: string): ChangeSets => {
  const templates = new Map<string, Resources>();
  return {
    callsOf: async ({ operation, form }) => {
      const stack = nameIn(form);
      if (operation === "CreateChangeSet") templates.set(stack, await readTemplate(form, motoUrl));
      const resources = templates.get(stack) ?? {};
      if (operation === "ExecuteChangeSet")
        return resourceCalls(resources, { stack, handlers: ["create", "read", "update"] });
      return operation === "DeleteStack" ? resourceCalls(resources, { stack, handlers: ["delete"] }) : [];
    },
  };
};
