// Asks IAM whether whoever deploys is allowed what the policy names, before anything is made.
import type { IAMClient } from "@aws-sdk/client-iam";
import { awsTimes } from "../aws-times.ts";
import type { DeployPolicy, PolicyStatement } from "./deploy-policy.ts";
import type { Caller } from "./read-caller.ts";

export interface MissingPermission {
  /** Of the policy's statement. */
  readonly sid: string;
  readonly action: string;
}

export type Simulation =
  | { readonly kind: "checked"; readonly missing: readonly MissingPermission[] }
  | { readonly kind: "not-checked"; readonly why: string };

/** IAM simulates actions and no patterns: of each pattern one action that it stands for. */
export const actionOfPattern: Readonly<Record<string, string>> = {
  "cloudformation:Describe*": "cloudformation:DescribeStacks",
  "cloudformation:Get*": "cloudformation:GetTemplate",
  "cloudformation:List*": "cloudformation:ListStackResources",
  "s3:Get*": "s3:GetObject",
  "s3:List*": "s3:ListBucket",
  "lambda:Get*": "lambda:GetFunction",
  "lambda:List*": "lambda:ListTags",
  "lambda:UpdateFunction*": "lambda:UpdateFunctionCode",
  "lambda:DeleteFunction*": "lambda:DeleteFunction",
  "lambda:PutFunction*": "lambda:PutFunctionEventInvokeConfig",
  "iam:Get*": "iam:GetRole",
  "iam:List*": "iam:ListRolePolicies",
  "iam:CreatePolicy*": "iam:CreatePolicy",
  "iam:Update*": "iam:UpdateRole",
  "iam:DeletePolicy*": "iam:DeletePolicy",
  "iam:Tag*": "iam:TagRole",
  "iam:Untag*": "iam:UntagRole",
  "sqs:Get*": "sqs:GetQueueAttributes",
  "sqs:List*": "sqs:ListQueueTags",
  "dynamodb:Describe*": "dynamodb:DescribeTable",
  "events:Describe*": "events:DescribeRule",
  "events:List*": "events:ListTargetsByRule",
  "sns:Get*": "sns:GetTopicAttributes",
  "sns:List*": "sns:ListSubscriptionsByTopic",
  "cloudwatch:List*": "cloudwatch:ListTagsForResource",
  "logs:Get*": "logs:GetDataProtectionPolicy",
  "logs:Describe*": "logs:DescribeMetricFilters",
  "logs:List*": "logs:ListTagsForResource",
};

export const actionsOf = ({ Action }: PolicyStatement): readonly string[] =>
  Action.map((action) => actionOfPattern[action] ?? action);

/** Answers the ARN that IAM simulates: a session of a role has none of its own, and the role's may have a path. */
const principalOf = async (client: IAMClient, { arn, name }: Caller): Promise<string | undefined> => {
  const [kind, role] = name.split("/");
  if (kind === "user") return arn;
  if (kind !== "assumed-role" || role === undefined) return undefined;
  const { GetRoleCommand } = await import("@aws-sdk/client-iam");
  return (await client.send(new GetRoleCommand({ RoleName: role }))).Role?.Arn;
};

const passedTo = ({ Condition }: PolicyStatement) => {
  const { StringEquals = {} } = Object(Condition) as { StringEquals?: Readonly<Record<string, string>> };
  return Object.entries(StringEquals).map(([ContextKeyName, value]) => ({
    ContextKeyName,
    ContextKeyType: "string" as const,
    ContextKeyValues: [value],
  }));
};

const missingOf = async (client: IAMClient, principal: string, statement: PolicyStatement) => {
  const { SimulatePrincipalPolicyCommand } = await import("@aws-sdk/client-iam");
  const missing = new Set<string>();
  let marker: string | undefined;
  do {
    const answer = await client.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: principal,
        ActionNames: [...actionsOf(statement)],
        ResourceArns: [...statement.Resource],
        ContextEntries: passedTo(statement),
        Marker: marker,
      }),
    );
    // An action may have one resource of several that it is about: it is missing where none of them allows it.
    for (const { EvalActionName = "", EvalDecision, ResourceSpecificResults = [] } of answer.EvaluationResults ?? []) {
      const isAllowed =
        EvalDecision === "allowed" ||
        ResourceSpecificResults.some(({ EvalResourceDecision }) => EvalResourceDecision === "allowed");
      if (!isAllowed) missing.add(EvalActionName);
    }
    marker = answer.IsTruncated ? answer.Marker : undefined;
  } while (marker !== undefined);
  return [...missing].map((action): MissingPermission => ({ sid: statement.Sid, action }));
};

export const simulatePolicy = async (
  { Statement }: DeployPolicy,
  caller: Caller,
  region: string,
): Promise<Simulation> => {
  // What the account's own user may do nobody limits.
  if (caller.isRoot) return { kind: "checked", missing: [] };
  const { IAMClient } = await import("@aws-sdk/client-iam");
  const client = new IAMClient({ ...awsTimes, region });
  try {
    const principal = await principalOf(client, caller);
    if (principal === undefined) return { kind: "not-checked", why: `${caller.name} is no user and no role` };
    const missing: MissingPermission[] = [];
    for (const statement of Statement) missing.push(...(await missingOf(client, principal, statement)));
    return { kind: "checked", missing };
  } catch (error) {
    return { kind: "not-checked", why: error instanceof Error ? error.name : String(error) };
  } finally {
    client.destroy();
  }
};
