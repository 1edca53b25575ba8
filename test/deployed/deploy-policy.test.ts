// The policy of who deploys, against what AWS's own schemas say that CloudFormation calls for each resource of the packaged template;
// IAM's answer is that of a library which is not ours.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type DeployPolicy, deployPolicy, mostPolicyCharacters } from "../../cli/setup/deploy-policy.ts";
import { openDeployFolder } from "../../judges/cloud/deploy-folder.ts";
import type { AskedPermission } from "../../judges/cloud/front/asked-permissions.ts";
import { mayCall } from "../../judges/cloud/front/may-call.ts";
import { resourceCalls, type TemplateResource } from "../../judges/cloud/resource-calls.ts";
import { accountId, region } from "../../local/aws/account.ts";

const place = { stage: "proof", region };
const stack = "wts-session-hooks-proof";
const folder = mkdtempSync(join(tmpdir(), "policy-"));

let resources: Readonly<Record<string, TemplateResource>>;
let policy: DeployPolicy;

beforeAll(async () => {
  const configFile = join(import.meta.dirname, "../support/hooks.config.ts");
  const packaged = await openDeployFolder({ folder: join(folder, "p"), stage: place.stage, configFile }).package();
  const template = JSON.parse(readFileSync(join(packaged, "cloudformation-template-update-stack.json"), "utf8"));
  resources = template.Resources;
  policy = deployPolicy(template, place, accountId);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const isAllowed = (given: DeployPolicy, { action, resource }: AskedPermission): Promise<boolean> =>
  mayCall(
    { principal: `arn:aws:iam::${accountId}:user/ana`, policies: [{ name: "deploy", policy: given }] },
    { action, resource, context: { "iam:PassedToService": "lambda.amazonaws.com" } },
  );

const calls = () => resourceCalls(resources, { stack, handlers: ["create", "read", "update", "delete"] });
const textOf = ({ action, resource }: AskedPermission): string => `${action} ${resource}`;

/** What is denied of them, the first only unless all are wanted. */
const deniedOf = async (given: DeployPolicy, most = Number.POSITIVE_INFINITY): Promise<string[]> => {
  const denied: string[] = [];
  for (const call of calls()) {
    if (denied.length === most) break;
    if (!(await isAllowed(given, call))) denied.push(textOf(call));
  }
  return denied;
};

describe("the policy of who deploys", () => {
  test("allows all that CloudFormation calls for each resource of the template", async () => {
    expect(calls().length).toBeGreaterThan(150);
    expect(await deniedOf(policy)).toEqual([]);
  }, 120_000);

  test("allows nothing of another stage, of another service's roles, and nothing unnamed that changes something", async () => {
    for (const [action, resource] of [
      ["lambda:DeleteFunction", `arn:aws:lambda:${region}:${accountId}:function:somebody-elses`],
      ["sqs:DeleteQueue", `arn:aws:sqs:${region}:${accountId}:wts-session-hooks-prod-parked`],
      ["dynamodb:DeleteTable", `arn:aws:dynamodb:${region}:${accountId}:table/wts-session-hooks-prod`],
      [
        "secretsmanager:GetSecretValue",
        `arn:aws:secretsmanager:${region}:${accountId}:secret:wts-session-hooks/prod/access-AbCdEf`,
      ],
      ["iam:AttachRolePolicy", `arn:aws:iam::${accountId}:role/${stack}-UpdateSessionRole-1A2B3C`],
      ["iam:PutRolePolicy", `arn:aws:iam::${accountId}:role/admin`],
      ["iam:CreateUser", `arn:aws:iam::${accountId}:user/x`],
      ["s3:DeleteBucket", "arn:aws:s3:::somebody-elses"],
    ] as const)
      expect([action, await isAllowed(policy, { action, resource, context: {} })]).toEqual([action, false]);
  });

  test("needs each of its statements", async () => {
    // test/deployed/setup.test.ts takes away what the commands themselves ask for.
    const own = ["Stack", "Secrets", "Looking", "Doctor"];
    for (const statement of policy.Statement) {
      if (own.includes(statement.Sid)) continue;
      const without = { ...policy, Statement: policy.Statement.filter((each) => each !== statement) };
      expect([statement.Sid, await deniedOf(without, 1)]).toEqual([statement.Sid, [expect.any(String)]]);
    }
  }, 240_000);

  test("has room in a managed policy of IAM, for the longest stage there may be", () => {
    const longest = deployPolicy(
      { Resources: resources },
      { stage: "abcdefghijklmnopqrst", region: "ap-southeast-1" },
      accountId,
    );
    expect(JSON.stringify(longest).length).toBeLessThanOrEqual(mostPolicyCharacters);
  });
});
