// As much of AWS as a person who sets up a stage meets, on loopback, spoken to by the real SDK clients: who one is, what one may,
// secrets, the stack, the alarms' topic. Table and queues are the emulators of the local stack.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsClient } from "../../../lib/aws/aws-client.ts";
import { startQueues, startTables } from "../../../local/aws/emulators.ts";
import { listen } from "../../../local/listen.ts";
import { createTable } from "../../support/create-table.ts";
import { environmentAt } from "../../support/environment-at.ts";

export const account = "123456789012";
const stack = "wts-session-hooks-test";
const topicArn = `arn:aws:sns:sa-east-1:${account}:${stack}-alarms`;

interface AwsState {
  arn: string;
  atOnce: number;
  /** Actions that IAM does not allow. */
  denied: string[];
  /** Operations that are refused when they are called, such as Subscribe. */
  refused: string[];
  /** Whether IAM may be asked. */
  mayAsk: boolean;
  secrets: Map<string, { text: string; isDeleted: boolean }>;
  /** Undefined where there is no stack. */
  stackStatus: string | undefined;
  url: string;
  /** From what was built what is deployed. */
  build: string;
  subscribers: { endpoint: string; isConfirmed: boolean }[];
  /** On the stage's bus. */
  rules: string[];
  /** What was asked of AWS, such as sts:GetCallerIdentity, in order. */
  calls: string[];
}

const initial = (): AwsState => ({
  arn: `arn:aws:iam::${account}:user/ana`,
  atOnce: 1_000,
  denied: [],
  refused: [],
  mayAsk: true,
  secrets: new Map(),
  stackStatus: undefined,
  url: "http://127.0.0.1:9",
  build: "",
  subscribers: [],
  rules: [],
  calls: [],
});

class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const escaped = (given: string): string => given.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const member = (inner: string): string => `<member>${inner}</member>`;
const tag = (name: string, value: string): string => `<${name}>${escaped(value)}</${name}>`;

const listIn = (form: URLSearchParams, name: string): string[] =>
  [...form].flatMap(([key, value]) => (new RegExp(`^${name}\\.member\\.\\d+$`).test(key) ? [value] : []));

/** By operation: what the query protocol's answer has in it. */
const queries: Readonly<Record<string, (state: AwsState, form: URLSearchParams) => string>> = {
  GetCallerIdentity: ({ arn }) => tag("Account", account) + tag("Arn", arn) + tag("UserId", "AIDA"),
  GetRole: (_state, form) =>
    `<Role>${tag("RoleName", form.get("RoleName") ?? "")}${tag("Arn", `arn:aws:iam::${account}:role/teams/${form.get("RoleName")}`)}${tag("Path", "/teams/")}${tag("RoleId", "AROA")}${tag("CreateDate", "2026-11-30T00:00:00Z")}</Role>`,
  SimulatePrincipalPolicy: ({ denied, mayAsk }, form) => {
    if (!mayAsk)
      throw new Refusal("AccessDenied", "User: ana is not authorized to perform: iam:SimulatePrincipalPolicy");
    const decisionOf = (action: string) => (denied.includes(action) ? "implicitDeny" : "allowed");
    const results = listIn(form, "ActionNames").map((action) =>
      member(tag("EvalActionName", action) + tag("EvalDecision", decisionOf(action)) + tag("EvalResourceName", "*")),
    );
    return `<EvaluationResults>${results.join("")}</EvaluationResults><IsTruncated>false</IsTruncated>`;
  },
  DescribeStacks: ({ stackStatus, url, build }) => {
    if (stackStatus === undefined) throw new Refusal("ValidationError", `Stack with id ${stack} does not exist`);
    const outputs = { HttpApiUrl: url, AlarmsTopicArn: topicArn, Build: build };
    const shown = Object.entries(outputs).map(([key, value]) =>
      member(tag("OutputKey", key) + tag("OutputValue", value)),
    );
    return `<Stacks>${member(`${tag("StackName", stack)}${tag("StackId", `${stack}-id`)}${tag("StackStatus", stackStatus)}${tag("CreationTime", "2026-11-30T00:00:00Z")}<Outputs>${shown.join("")}</Outputs>`)}</Stacks>`;
  },
  ListStackResources: () => {
    const types = ["AWS::Lambda::Function", "AWS::Lambda::Function", "AWS::DynamoDB::Table"];
    const shown = types.map((type, index) =>
      member(
        tag("LogicalResourceId", `R${index}`) + tag("ResourceType", type) + tag("ResourceStatus", "CREATE_COMPLETE"),
      ),
    );
    return `<StackResourceSummaries>${shown.join("")}</StackResourceSummaries>`;
  },
  ListSubscriptionsByTopic: ({ subscribers }) => {
    const shown = subscribers.map(({ endpoint, isConfirmed }, index) =>
      member(
        tag("Protocol", "email") +
          tag("Endpoint", endpoint) +
          tag("SubscriptionArn", isConfirmed ? `${topicArn}:${index}` : "PendingConfirmation"),
      ),
    );
    return `<Subscriptions>${shown.join("")}</Subscriptions>`;
  },
  Subscribe: ({ subscribers }, form) => {
    const endpoint = form.get("Endpoint") ?? "";
    if (!subscribers.some((each) => each.endpoint === endpoint)) subscribers.push({ endpoint, isConfirmed: false });
    return tag("SubscriptionArn", "pending confirmation");
  },
};

interface SecretInput {
  SecretId?: string;
  Name?: string;
  SecretString?: string;
}

const answerSecret = ({ secrets }: AwsState, operation: string, input: SecretInput): object => {
  const id = input.SecretId ?? input.Name ?? "";
  const held = secrets.get(id);
  if (operation === "CreateSecret") {
    if (held) throw new Refusal("ResourceExistsException", "it is there already");
    secrets.set(id, { text: input.SecretString ?? "", isDeleted: false });
    return { Name: id };
  }
  if (!held) throw new Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  if (operation === "RestoreSecret" || operation === "DeleteSecret") {
    held.isDeleted = operation === "DeleteSecret";
    return { Name: id };
  }
  if (held.isDeleted) throw new Refusal("InvalidRequestException", "it was marked for deletion");
  if (operation === "PutSecretValue") held.text = input.SecretString ?? "";
  return { Name: id, SecretString: held.text };
};

export const startAws = async () => {
  let state = initial();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const target = request.headers["x-amz-target"];
    const [, service = ""] = /\/([a-z]+)\/aws4_request/.exec(request.headers.authorization ?? "") ?? [];
    const form = new URLSearchParams(body);
    const operation =
      typeof target === "string"
        ? (target.split(".")[1] ?? "")
        : (form.get("Action") ?? (request.url?.includes("account-settings") ? "GetAccountSettings" : ""));
    state.calls.push(`${service}:${operation}`);
    const isJson = typeof target === "string" || operation === "GetAccountSettings";
    try {
      if (state.refused.includes(operation))
        throw new Refusal(
          service === "sns" ? "AuthorizationError" : "AccessDeniedException",
          `User: ${state.arn} is not authorized to perform: ${service === "sns" ? "SNS" : service}:${operation} because no identity-based policy allows it`,
        );
      const json = () => {
        if (operation === "GetAccountSettings") return { AccountLimit: { ConcurrentExecutions: state.atOnce } };
        if (operation === "ListRules") return { Rules: state.rules.map((Name) => ({ Name })) };
        return answerSecret(state, operation, JSON.parse(body));
      };
      const xml = () => {
        const answer = queries[operation];
        if (!answer) throw new Refusal("InvalidAction", `${operation} is not answered here`);
        return `<${operation}Response><${operation}Result>${answer(state, form)}</${operation}Result></${operation}Response>`;
      };
      response.setHeader("content-type", isJson ? "application/x-amz-json-1.1" : "text/xml");
      response.end(isJson ? JSON.stringify(json()) : xml());
    } catch (error) {
      const { code = "InternalFailure", message } = Object(error);
      response.statusCode = 400;
      response.end(
        isJson
          ? JSON.stringify({ __type: code, message })
          : `<ErrorResponse><Error><Type>Sender</Type>${tag("Code", code)}${tag("Message", message)}</Error><RequestId>1</RequestId></ErrorResponse>`,
      );
    }
  });
  // While the emulator of queues starts, no other server may.
  const queues = await startQueues();
  const [{ url, stop }, tables] = await Promise.all([listen(server, 0), startTables()]);
  const client = awsClient({
    ...{ service: "dynamodb", environment: environmentAt(tables.url) },
    ...{ maxAttempts: 1, connectMs: 30_000, requestMs: 30_000 },
  });
  const sqs = new SQSClient({
    region: "sa-east-1",
    endpoint: queues.url,
    credentials: { accessKeyId: "a", secretAccessKey: "a" },
  });
  return {
    url,
    /** As the SDK finds it. */
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_DYNAMODB: tables.url,
      AWS_ENDPOINT_URL_SQS: queues.url,
      AWS_ACCESS_KEY_ID: "ana",
      AWS_SECRET_ACCESS_KEY: "none",
      AWS_REGION: "us-east-1",
    },
    get state() {
      return state;
    },
    reset: () => {
      state = initial();
    },
    /** What a deployment makes, of what the commands look at afterwards. */
    deploy: async () => {
      await createTable(client, stack);
      for (const QueueName of [
        `${stack}-parked`,
        `${stack}-commands-dead.fifo`,
        `${stack}-commands.fifo`,
        `${stack}-reassign-session-events`,
      ])
        await sqs.send(
          new CreateQueueCommand({
            QueueName,
            ...(QueueName.endsWith(".fifo") && { Attributes: { FifoQueue: "true" } }),
          }),
        );
    },
    tables: { client, endpoint: tables.url },
    sqs,
    stop: async () => {
      sqs.destroy();
      await Promise.all([stop(), tables.stop(), queues.stop()]);
    },
  };
};

export type AwsForSetup = Awaited<ReturnType<typeof startAws>>;
