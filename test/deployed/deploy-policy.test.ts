// The policy of who deploys, against what AWS's own schemas say that CloudFormation calls for each resource of the packaged template;
// IAM's answer is that of a library which is not ours.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type DeployPolicy, deployPolicy, mostPolicyCharacters } from "../../cli/setup/deploy-policy.ts";
import { openDeployFolder } from "../../judges/cloud/deploy-folder.ts";
import { simulate } from "../../judges/cloud/front/simulate.ts";
import { handlersOf } from "../../judges/cloud/resource-handlers.ts";
import { accountId, region } from "../../local/aws/account.ts";

const place = { stage: "proof", region };
const stack = "wts-session-hooks-proof";
const folder = mkdtempSync(join(tmpdir(), "policy-"));

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}
let resources: [string, Resource][];
let policy: DeployPolicy;

beforeAll(async () => {
  const configFile = join(import.meta.dirname, "../support/hooks.config.ts");
  const packaged = await openDeployFolder({ folder: join(folder, "p"), stage: place.stage, configFile }).package();
  const template = JSON.parse(readFileSync(join(packaged, "cloudformation-template-update-stack.json"), "utf8"));
  resources = Object.entries(template.Resources);
  policy = deployPolicy(template, place, accountId);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** It has the name that the template gives, or one as CloudFormation makes it. */
const arnOf = (id: string, { Type, Properties }: Resource, isMade = false): string => {
  const made = `${stack}-${id}-1A2B3C4D5E6F`;
  const named = (property: string): string => {
    const name = Properties[property];
    return typeof name === "string" ? name : made;
  };
  const at = (service: string, rest: string): string => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  switch (Type) {
    case "AWS::S3::Bucket":
    case "AWS::S3::BucketPolicy":
      return `arn:aws:s3:::${made.toLowerCase()}`;
    case "AWS::Logs::LogGroup":
    case "AWS::Logs::MetricFilter":
      return at("logs", `log-group:${named("LogGroupName")}`);
    case "AWS::Lambda::Function":
      return at("lambda", `function:${named("FunctionName")}`);
    case "AWS::Lambda::Permission":
    case "AWS::Lambda::EventInvokeConfig":
      return at("lambda", `function:${stack}-update-session`);
    case "AWS::Lambda::EventSourceMapping":
      return at("lambda", "event-source-mapping:6d3c5a10-0000-4000-8000-000000000001");
    case "AWS::Events::EventBus":
      return at("events", `event-bus/${named("Name")}`);
    case "AWS::Events::Rule":
      return at("events", Properties.EventBusName === undefined ? `rule/${made}` : `rule/${stack}/${named("Name")}`);
    case "AWS::IAM::Role":
      return `arn:aws:iam::${accountId}:role/${made}`;
    case "AWS::SQS::Queue":
    case "AWS::SQS::QueuePolicy":
      return at("sqs", typeof Properties.QueueName === "string" ? Properties.QueueName : `${stack}-parked`);
    case "AWS::DynamoDB::Table":
      return at("dynamodb", `table/${named("TableName")}`);
    case "AWS::SNS::Topic":
    case "AWS::SNS::TopicPolicy":
      return at("sns", typeof Properties.TopicName === "string" ? Properties.TopicName : `${stack}-alarms`);
    case "AWS::CloudWatch::Alarm":
      return at("cloudwatch", `alarm:${named("AlarmName")}`);
    case "AWS::CloudWatch::Dashboard":
      return `arn:aws:cloudwatch::${accountId}:dashboard/${named("DashboardName")}`;
    case "AWS::ApiGatewayV2::Api":
      return `arn:aws:apigateway:${region}::/apis${isMade ? "" : "/a1b2c3d4e5"}`;
    case "AWS::ApiGatewayV2::Stage":
    case "AWS::ApiGatewayV2::Integration":
    case "AWS::ApiGatewayV2::Route": {
      const kind = Type.split("::")[2]?.toLowerCase();
      return `arn:aws:apigateway:${region}::/apis/a1b2c3d4e5/${kind}s${isMade ? "" : "/f6g7h8"}`;
    }
    default:
      throw new Error(`say what ARN ${Type} has`);
  }
};

/** What a schema lists for settings that the template does not have. */
const notNeeded: readonly { pattern: RegExp; why: string }[] = [
  { pattern: /^apigateway:PUT$/, why: "no API is imported from a description" },
  { pattern: /^apigateway:(Tag|Untag)Resource$/, why: "the library knows no such action; the policy has both" },
  {
    pattern: /^(kms|kinesis|firehose|elasticfilesystem|s3files|s3tables|ec2):/,
    why: "no key, stream, file system or network of one's own",
  },
  {
    pattern:
      /^s3:(?!(Create|Delete)Bucket$|ListBucket$|PutEncryptionConfiguration|PutBucketTagging|(Get|Put|Delete)BucketPolicy)/,
    why: "the bucket of the packages has encryption, tags and a policy, and is read by Get*",
  },
  {
    pattern:
      /^dynamodb:(DescribeImport|ImportTable|UpdateContributorInsights|.*KinesisStreaming.*|.*Replica|Scan|Query|BatchWriteItem|DeleteItem|PutResourcePolicy|DeleteResourcePolicy)$/,
    why: "no import, replica, stream or policy of the table",
  },
  {
    pattern: /^iam:(CreateServiceLinkedRole|AttachRolePolicy|DetachRolePolicy|.*PermissionsBoundary)$/,
    why: "roles have policies written into them, and no boundary",
  },
  {
    pattern:
      /^lambda:(.*CodeSigning.*|PutFunctionScalingConfig|PassCapacityProvider|AssociateRuntimeAlias|PublishVersion|GetLayerVersion)$/,
    why: "no signing of code, layers, versions or capacity",
  },
  {
    pattern:
      /^logs:(.*IndexPolicy|.*BearerToken.*|.*DataProtectionPolicy|.*KmsKey|PutLogGroupDeletionProtection|DeleteResourcePolicy|CreateLogStream|PutLogEvents|DescribeLogStreams)$/,
    why: "no index, protection or key of a log group",
  },
  { pattern: /^events:(PutPermission|RemovePermission)$/, why: "the bus lets nobody else in" },
  {
    pattern: /^sns:(PutDataProtectionPolicy|Unsubscribe)$/,
    why: "no protection policy, and the template subscribes nobody",
  },
];

/** Some of a resource's handlers call about another one. */
const about = (action: string, id: string, resource: Resource): string => {
  if (action === "iam:PassRole" || action === "iam:GetRole")
    return `arn:aws:iam::${accountId}:role/${stack}-UpdateSessionRole-1A2B3C`;
  if (action === "s3:GetObject" || action === "s3:GetObjectVersion")
    return `arn:aws:s3:::${stack}-serverlessdeploymentbucket-1a2b3c/x.zip`;
  if (
    /^logs:(DescribeLogGroups|CreateLogDelivery|PutResourcePolicy|DescribeResourcePolicies|ListLogDeliveries)$/.test(
      action,
    )
  )
    return "*";
  return arnOf(id, resource, action === "apigateway:POST");
};

/** A star stands for anything, slashes too. */
const matchesGlob = (text: string, pattern: string): boolean => {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
};

const isAllowed = async (given: DeployPolicy, action: string, resource: string): Promise<boolean> => {
  const policies = [{ name: "deploy", policy: given }];
  const context = { "iam:PassedToService": "lambda.amazonaws.com" };
  const principal = `arn:aws:iam::${accountId}:user/ana`;
  const ask = (on: string) => simulate({ principal, asked: { action, resource: on, context }, policies });
  try {
    return (await ask(resource)).isAllowed;
  } catch (error) {
    // It takes no path of API Gateway for a resource of POST and the like, which are ways of HTTP: they are compared by hand.
    if (String(error).includes("no.resource.types") && action.startsWith("apigateway:"))
      return given.Statement.some(
        ({ Action, Resource }) => Action.includes(action) && Resource.some((each) => matchesGlob(resource, each)),
      );
    // Some actions are about no resource that has a name.
    if (!String(error).includes("must.use.wildcard")) throw error;
    return (await ask("*")).isAllowed;
  }
};

/** One resource of each kind and shape of name. */
const calls = (): Map<string, string> => {
  const found = new Map<string, string>();
  for (const [id, resource] of resources)
    for (const handler of ["create", "read", "update", "delete"] as const)
      for (const given of handlersOf(resource.Type, region)[handler]?.permissions ?? []) {
        const action = given.replace("s3:getObject", "s3:GetObject");
        if (notNeeded.some(({ pattern }) => pattern.test(action))) continue;
        // An event rule, a topic and an integration may have a role, and none has: only functions do.
        if (action.startsWith("iam:") && !/::(Function|Role)$/.test(resource.Type)) continue;
        if (action.startsWith("s3:") && !/::(Function|Bucket|BucketPolicy)$/.test(resource.Type)) continue;
        if (action.startsWith("logs:") && !resource.Type.includes("::Logs::")) continue;
        found.set(`${action} ${about(action, id, resource)}`, action);
      }
  return found;
};

describe("the policy of who deploys", () => {
  test("allows all that CloudFormation calls for each resource of the template", async () => {
    const asked = [...calls()];
    expect(asked.length).toBeGreaterThan(150);
    const denied: string[] = [];
    for (const [call, action] of asked)
      if (!(await isAllowed(policy, action, call.slice(action.length + 1)))) denied.push(call);
    expect(denied).toEqual([]);
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
      expect([action, await isAllowed(policy, action, resource)]).toEqual([action, false]);
  });

  test("needs each of its statements", async () => {
    const asked = [...calls()];
    const own = ["Stack", "Secrets", "Looking", "AccessLog"];
    for (const statement of policy.Statement) {
      if (own.includes(statement.Sid)) continue;
      const without = { ...policy, Statement: policy.Statement.filter((each) => each !== statement) };
      let denied: string | undefined;
      for (const [call, action] of asked)
        if (!(await isAllowed(without, action, call.slice(action.length + 1)))) {
          denied = action;
          break;
        }
      expect([statement.Sid, typeof denied]).toEqual([statement.Sid, "string"]);
    }
  }, 240_000);

  test("has room in a managed policy of IAM, for the longest stage there may be", () => {
    const template = { Resources: Object.fromEntries(resources) };
    const longest = deployPolicy(template, { stage: "abcdefghijklmnopqrst", region: "ap-southeast-1" }, accountId);
    expect(JSON.stringify(longest).length).toBeLessThanOrEqual(mostPolicyCharacters);
  });
});
