// Says what CloudFormation calls in the name of whoever deploys, for a template's resources: the actions are those of AWS's own
// schemas, and the names those that the resources have or get.
import { accountId, region } from "../../local/aws/account.ts";
import type { AskedPermission } from "./front/asked-permissions.ts";
import { type Handler, handlersOf } from "./resource-handlers.ts";

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Place {
  /** The stack's name. */
  readonly stack: string;
  readonly handlers: readonly Handler[];
}

/** It has the name that the template gives, or one as CloudFormation makes it. */
const arnOf = (stack: string, id: string, { Type, Properties = {} }: TemplateResource, isMade = false): string => {
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
    case "AWS::IAM::ManagedPolicy":
      return `arn:aws:iam::${accountId}:policy/${made}`;
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
    pattern: /^iam:(CreateServiceLinkedRole|(Attach|Detach)(Role|User|Group)Policy|.*PermissionsBoundary)$/,
    why: "roles have policies written into them, and no boundary; people's policies are attached by hand",
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

const withoutName =
  /^logs:(DescribeLogGroups|DescribeIndexPolicies|CreateLogDelivery|PutResourcePolicy|DescribeResourcePolicies|ListLogDeliveries)$/;

/** Some of a resource's handlers call about another one. */
const about = (stack: string, action: string, id: string, resource: TemplateResource): string => {
  if (action === "iam:PassRole" || action === "iam:GetRole")
    return `arn:aws:iam::${accountId}:role/${stack}-UpdateSessionRole-1A2B3C`;
  if (action === "s3:GetObject" || action === "s3:GetObjectVersion")
    return `arn:aws:s3:::${stack}-serverlessdeploymentbucket-1a2b3c/x.zip`;
  return withoutName.test(action) ? "*" : arnOf(stack, id, resource, action === "apigateway:POST");
};

const isOfAnother = (action: string, { Type }: TemplateResource): boolean =>
  // An event rule, a topic and an integration may have a role, and none has: only functions do.
  (action.startsWith("iam:") && !/::(Function|Role|ManagedPolicy)$/.test(Type)) ||
  (action.startsWith("s3:") && !/::(Function|Bucket|BucketPolicy)$/.test(Type)) ||
  (action.startsWith("logs:") && !Type.includes("::Logs::") && Type !== "AWS::ApiGatewayV2::Stage");

/** Each call once. */
export const resourceCalls = (
  resources: Readonly<Record<string, TemplateResource>>,
  { stack, handlers }: Place,
): readonly AskedPermission[] => {
  const found = new Map<string, AskedPermission>();
  for (const [id, resource] of Object.entries(resources))
    for (const handler of handlers)
      for (const given of handlersOf(resource.Type, region)[handler]?.permissions ?? []) {
        const action = given.replace("s3:getObject", "s3:GetObject");
        if (notNeeded.some(({ pattern }) => pattern.test(action)) || isOfAnother(action, resource)) continue;
        const asked = about(stack, action, id, resource);
        const context = action === "iam:PassRole" ? { "iam:PassedToService": "lambda.amazonaws.com" } : {};
        found.set(`${action} ${asked}`, { action, resource: asked, context });
      }
  return [...found.values()];
};
