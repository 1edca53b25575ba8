// Which permissions each kind of resource takes to be made, changed and deleted by CloudFormation in the name of whoever deploys. What only
// reads stands as Get*, List* or Describe*, and what is done to the stage's own functions, roles and policies as UpdateFunction* and the like: a
// policy has its limit of characters, and it names these resources alone.

export interface Names {
  readonly region: string;
  readonly account: string;
  readonly stage: string;
  /** Of the stack; most other names begin with it. */
  readonly stack: string;
  /** Begins what CloudFormation names itself: it cuts off what is too long. */
  readonly generated: string;
}

export interface PermissionRow {
  readonly sid: string;
  /** It is left out where the template has none of them. */
  readonly types: readonly string[];
  readonly actions: readonly string[];
  readonly resources: (names: Names) => readonly string[];
  readonly condition?: object;
}

/** `actions("sqs", "CreateQueue DeleteQueue")` are sqs:CreateQueue and sqs:DeleteQueue. */
const actions = (service: string, names: string): readonly string[] =>
  names.split(/\s+/).map((name) => `${service}:${name}`);

const inRegion =
  (service: string, ...rest: readonly ((names: Names) => string)[]) =>
  (names: Names): readonly string[] =>
    rest.map((each) => `arn:aws:${service}:${names.region}:${names.account}:${each(names)}`);

const everything = (): readonly string[] => ["*"];

/** Tags of the stack are put on all that it is made of. */
const tags = "TagResource UntagResource List*";

export const resourceRows: readonly PermissionRow[] = [
  {
    sid: "Bucket",
    types: ["AWS::S3::Bucket", "AWS::S3::BucketPolicy"],
    actions: actions(
      "s3",
      `CreateBucket DeleteBucket Get* PutEncryptionConfiguration PutBucketTagging PutBucketPolicy DeleteBucketPolicy PutObject
      DeleteObject ${tags}`,
    ),
    resources: ({ generated }) => [`arn:aws:s3:::${generated.toLowerCase()}*`],
  },
  {
    sid: "Functions",
    types: ["AWS::Lambda::Function", "AWS::Lambda::Permission", "AWS::Lambda::EventInvokeConfig"],
    actions: actions(
      "lambda",
      `CreateFunction Get* UpdateFunction* DeleteFunction* PutFunction* PutRuntimeManagementConfig AddPermission RemovePermission
      ${tags}`,
    ),
    resources: inRegion("lambda", ({ stack }) => `function:${stack}-*`),
  },
  {
    sid: "QueuesToFunctions",
    types: ["AWS::Lambda::EventSourceMapping"],
    actions: actions(
      "lambda",
      "CreateEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping TagResource UntagResource ListTags",
    ),
    // Their names are made up by Lambda; the first two take no name at all.
    resources: everything,
  },
  {
    sid: "Roles",
    types: ["AWS::IAM::Role", "AWS::IAM::ManagedPolicy"],
    actions: actions(
      "iam",
      `CreateRole CreatePolicy* Get* List* Update* DeleteRole DeleteRolePolicy DeletePolicy* PutRolePolicy Tag* Untag*`,
    ),
    resources: ({ account, generated }) =>
      ["role", "policy"].map((kind) => `arn:aws:iam::${account}:${kind}/${generated}*`),
  },
  {
    sid: "RolesToFunctions",
    types: ["AWS::Lambda::Function"],
    actions: ["iam:PassRole"],
    resources: ({ account, generated }) => [`arn:aws:iam::${account}:role/${generated}*`],
    condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
  },
  {
    sid: "HttpApi",
    types: [
      "AWS::ApiGatewayV2::Api",
      "AWS::ApiGatewayV2::Stage",
      "AWS::ApiGatewayV2::Integration",
      "AWS::ApiGatewayV2::Route",
    ],
    actions: actions("apigateway", "GET POST PUT PATCH DELETE TagResource UntagResource"),
    // An API's name is made up by API Gateway.
    resources: ({ region }) => ["/apis", "/apis/*", "/tags/*"].map((path) => `arn:aws:apigateway:${region}::${path}`),
  },
  {
    sid: "Queues",
    types: ["AWS::SQS::Queue", "AWS::SQS::QueuePolicy"],
    actions: actions("sqs", "CreateQueue Get* List* SetQueueAttributes DeleteQueue TagQueue UntagQueue"),
    resources: inRegion("sqs", ({ stack }) => `${stack}-*`),
  },
  {
    sid: "Table",
    types: ["AWS::DynamoDB::Table"],
    actions: actions(
      "dynamodb",
      `CreateTable Describe* UpdateTable DeleteTable UpdateTimeToLive UpdateContinuousBackups GetResourcePolicy ListTagsOfResource
      TagResource UntagResource GetItem PutItem UpdateItem Query`,
    ),
    resources: inRegion(
      "dynamodb",
      ({ stack }) => `table/${stack}`,
      // CloudFormation needs none of them, the doctor asks them what is due.
      ({ stack }) => `table/${stack}/index/*`,
    ),
  },
  {
    sid: "Events",
    types: ["AWS::Events::EventBus", "AWS::Events::Rule"],
    actions: actions(
      "events",
      `CreateEventBus Describe* List* UpdateEventBus DeleteEventBus PutRule DeleteRule PutTargets RemoveTargets TagResource
      UntagResource`,
    ),
    resources: inRegion(
      "events",
      ({ stack }) => `event-bus/${stack}`,
      ({ stack }) => `rule/${stack}/*`,
      // Rules of a schedule stand on the bus of AWS, under a name that CloudFormation makes.
      ({ generated }) => `rule/${generated}*`,
    ),
  },
  {
    sid: "AlarmsTopic",
    types: ["AWS::SNS::Topic", "AWS::SNS::TopicPolicy"],
    actions: actions(
      "sns",
      "CreateTopic Get* List* SetTopicAttributes DeleteTopic Subscribe TagResource UntagResource",
    ),
    resources: inRegion("sns", ({ stack }) => `${stack}-alarms`),
  },
  {
    sid: "Alarms",
    types: ["AWS::CloudWatch::Alarm"],
    actions: actions("cloudwatch", `PutMetricAlarm DescribeAlarms DeleteAlarms ${tags}`),
    resources: inRegion("cloudwatch", ({ stack }) => `alarm:${stack}-*`),
  },
  {
    sid: "Dashboard",
    types: ["AWS::CloudWatch::Dashboard"],
    actions: actions("cloudwatch", `PutDashboard GetDashboard DeleteDashboards ${tags}`),
    resources: ({ account, stack }) => [`arn:aws:cloudwatch::${account}:dashboard/${stack}`],
  },
  {
    sid: "Logs",
    types: ["AWS::Logs::LogGroup", "AWS::Logs::MetricFilter"],
    actions: actions(
      "logs",
      `CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy Get* Describe* List* PutMetricFilter DeleteMetricFilter
      TagResource UntagResource`,
    ),
    resources: inRegion(
      "logs",
      ({ stack }) => `log-group:/aws/lambda/${stack}-*`,
      ({ stack }) => `log-group:/aws/vendedlogs/${stack}-*`,
    ),
  },
  {
    sid: "AccessLog",
    types: ["AWS::ApiGatewayV2::Stage"],
    // API Gateway has itself allowed to write there, and CloudFormation asks after indexes; none of these takes a name.
    actions: actions(
      "logs",
      `DescribeLogGroups CreateLogDelivery GetLogDelivery UpdateLogDelivery DeleteLogDelivery ListLogDeliveries PutResourcePolicy
      DescribeResourcePolicies DescribeIndexPolicies`,
    ),
    resources: everything,
  },
];

/** What the deploying command itself and `hooks` ask for, whatever the stack is made of. */
export const ownRows: readonly PermissionRow[] = [
  {
    sid: "Stack",
    types: [],
    actions: actions(
      "cloudformation",
      "CreateStack UpdateStack DeleteStack CreateChangeSet ExecuteChangeSet DeleteChangeSet Describe* Get* List*",
    ),
    resources: inRegion("cloudformation", ({ stack }) => `stack/${stack}/*`),
  },
  {
    sid: "Secrets",
    types: [],
    actions: actions("secretsmanager", "GetSecretValue CreateSecret PutSecretValue RestoreSecret DeleteSecret"),
    resources: inRegion("secretsmanager", ({ stage }) => `secret:wts-session-hooks/${stage}/*`),
  },
  {
    sid: "Looking",
    types: [],
    // None of these takes a name, and none changes anything.
    actions: [
      "cloudformation:ValidateTemplate",
      "lambda:GetAccountSettings",
      "iam:SimulatePrincipalPolicy",
      "iam:GetRole",
    ],
    resources: everything,
  },
  {
    sid: "Doctor",
    types: [],
    // `doctor` reads them of a stage, and `remove` the rules; none is about something that has a name.
    actions: [
      ...actions("cloudwatch", "DescribeAlarms GetMetricData GetMetricStatistics"),
      "lambda:ListFunctions",
      "events:ListRules",
    ],
    resources: everything,
  },
];
