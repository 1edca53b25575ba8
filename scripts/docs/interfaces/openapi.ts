// The HTTP API as OpenAPI 3.1, made of the core's own lists and of the schemas that are compared with it.
import { readFileSync } from "node:fs";
import { type FaultKind, faults } from "../../../lib/core/faults.ts";
import { projectRoot } from "../documents.ts";
import { neverOverHttp } from "../http-faults.ts";
import { commandDefinitions } from "./command-schemas.ts";
import { publishedDefinitions } from "./event-schemas.ts";
import { anyOf, type Definitions, definitionsFor, dialect, open, ref, type Schema } from "./schema.ts";

const text: Schema = { type: "string" };

const httpFaults = (statuses: readonly number[]): readonly FaultKind[] =>
  Object.values<FaultKind>(faults).filter((kind) => !neverOverHttp.has(kind) && statuses.includes(kind.status));

const errorStatuses = [400, 401, 404, 409, 413, 415, 422, 429, 500, 502, 503] as const;

const answers: Definitions = {
  Error: open(
    {
      error: open(
        {
          code: { enum: httpFaults(errorStatuses).map(({ code }) => code) },
          message: text,
          issues: { type: "array", items: ref("Issue"), description: "Every problem of the request." },
          retryAfterSeconds: { type: "integer", minimum: 0 },
          requestId: { ...text, description: "For the log." },
        },
        ["code", "message", "requestId"],
      ),
    },
    ["error"],
  ),
  WtsAnswer: {
    description: "The session or the message as WTS answered it; WTS may add properties.",
    ...open({ id: text }, ["id"]),
  },
  DryRun: {
    description: "What would change, field by field. Texts are counted, not shown.",
    ...open(
      {
        sessionId: ref("SessionId"),
        dryRun: { const: true },
        changes: {
          type: "array",
          items: open({ field: text, from: {}, to: {} }, ["field", "to"]),
        },
        decision: ref("Decision"),
      },
      ["sessionId", "dryRun", "changes"],
    ),
  },
  Queued: open({ commandId: text, sessionId: ref("SessionId") }, ["commandId", "sessionId"]),
  OneAnswer: { type: "array", minItems: 1, maxItems: 1, items: anyOf(ref("DryRun"), ref("WtsAnswer")) },
  BatchBody: {
    type: "array",
    minItems: 1,
    maxItems: 100,
    // An item that is not valid is answered in its place, and the others are applied.
    items: ref("Command"),
    examples: [
      [
        { sessionId: "2617d127-4314-4954-a7f6-07c17e7f7d2c", status: "COMPLETED" },
        { sessionId: "5e551011-0000-4000-8000-000000000002", command: "note", text: "Pagamento confirmado" },
      ],
    ],
  },
  BatchAnswer: { type: "array", minItems: 1, items: anyOf(ref("DryRun"), ref("WtsAnswer")) },
  BatchWithErrors: {
    type: "array",
    minItems: 1,
    items: anyOf(ref("Error"), ref("Queued"), ref("DryRun"), ref("WtsAnswer")),
  },
  BatchQueued: { type: "array", minItems: 1, items: ref("Queued") },
  Health: open({ status: { const: "ok" } }, ["status"]),
  Accepted: open({ status: { const: "accepted" }, commandIds: { type: "array", items: text } }, [
    "status",
    "commandIds",
  ]),
};

const json = (name: string): Schema => ({ "application/json": { schema: ref(name) } });
const answered = (description: string, name: string, more: object = {}): Schema => ({
  description,
  content: json(name),
  ...more,
});

const retryAfter = {
  "Retry-After": { description: "After so many seconds a repetition makes sense.", schema: { type: "integer" } },
};

const failures = (statuses: readonly number[]): Schema =>
  Object.fromEntries(
    statuses.map((status) => {
      const kinds = httpFaults([status]);
      const description = kinds.map(({ code, summary }) => `${code}: ${summary}.`).join(" ");
      const isRetryable = kinds.some(({ retryable }) => retryable);
      return [String(status), answered(description, "Error", isRetryable ? { headers: retryAfter } : {})];
    }),
  );

const callerFailures = failures(errorStatuses);

const dryRun = {
  name: "dryRun",
  in: "query",
  description: "true reads and checks, answers what would change, and writes nothing.",
  schema: { enum: ["true", "false"], default: "false" },
};
const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  description: "What the same request with the same key has applied is not applied again, for 14 days.",
  schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
};
const prefer = {
  name: "Prefer",
  in: "header",
  description: "respond-async queues the commands and answers 202.",
  schema: text,
};
const replayed = {
  "Idempotency-Replayed": { description: "Every command had been applied before.", schema: { const: "true" } },
};

const pathText = (name: string, description: string) => ({
  name,
  in: "path",
  required: true,
  description,
  schema: text,
});

const webhookAnswers: Schema = {
  "200": { description: "A handshake, or what this sender counts as success." },
  "202": answered("It is kept, and will be worked on.", "Accepted"),
  "204": { description: "What this sender counts as success." },
  default: { description: "Another status that the source says, or an error.", content: json("Error") },
};

const sourceName = pathText("source", "A source of hooks.config.ts.");
const token = pathText("token", "The secret, for senders that can keep one only in the address.");

const webhook = (parameters: readonly object[], suffix: string): Schema => ({
  parameters,
  post: {
    operationId: `receiveWebhook${suffix}`,
    summary: "What another system tells.",
    description: "The body is the sender's own, in its own format; it is verified as the source says.",
    requestBody: { content: { "*/*": { schema: {} } } },
    responses: webhookAnswers,
    security: [],
  },
  get: {
    operationId: `answerHandshake${suffix}`,
    summary: "The handshake that some senders begin with.",
    responses: webhookAnswers,
    security: [],
  },
  head: {
    operationId: `findWebhook${suffix}`,
    summary: "Whether the address is there.",
    responses: { "200": { description: "It is." }, "404": { description: "It is not." } },
    security: [],
  },
});

const paths: Schema = {
  "/sessions/{sessionId}": {
    parameters: [{ name: "sessionId", in: "path", required: true, schema: ref("SessionId") }],
    patch: {
      operationId: "updateSession",
      summary: "One update, applied at once.",
      parameters: [dryRun, idempotencyKey],
      requestBody: { required: true, content: json("PatchBody") },
      responses: {
        "200": answered("An array of one: the session, as the n8n node gives it.", "OneAnswer", { headers: replayed }),
        ...callerFailures,
      },
    },
  },
  "/sessions/batch": {
    post: {
      operationId: "applyBatch",
      summary: "1 to 100 commands.",
      parameters: [dryRun, idempotencyKey, prefer],
      requestBody: { required: true, content: json("BatchBody") },
      responses: {
        "200": answered("One item a command, in the order sent.", "BatchAnswer", { headers: replayed }),
        "202": answered("They are queued; what becomes of each is an event.", "BatchQueued"),
        "207": answered("At least one item is an error; the others are done, or queued.", "BatchWithErrors"),
        ...callerFailures,
      },
    },
  },
  "/health": {
    get: {
      operationId: "checkHealth",
      summary: "Asks nobody.",
      responses: { "200": answered("It answers.", "Health") },
      security: [],
    },
  },
  "/webhooks/{source}": webhook([sourceName], ""),
  "/webhooks/{source}/{token}": webhook([sourceName, token], "WithToken"),
};

/** In this document definitions stand in another place. */
const inComponents = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as Value;

const definitions: Definitions = { ...commandDefinitions, ...publishedDefinitions, ...answers };

export const openApi = (): Schema => {
  const { version } = JSON.parse(readFileSync(new URL("package.json", projectRoot), "utf8")) as { version: string };
  return inComponents({
    openapi: "3.1.0",
    info: {
      title: "wts-session-hooks",
      version,
      summary: "Keeps WTS Chat sessions in the right state.",
      license: { name: "MIT", identifier: "MIT" },
    },
    jsonSchemaDialect: dialect,
    servers: [
      { url: "http://127.0.0.1:3000", description: "The local stack, while `npm start` runs." },
      {
        url: "https://{api}.execute-api.{region}.amazonaws.com",
        description: "A deployed stage; `npm run deploy` prints its address.",
        variables: { api: { default: "example" }, region: { default: "sa-east-1" } },
      },
    ],
    security: [{ client: [] }],
    paths,
    components: {
      securitySchemes: {
        client: { type: "http", scheme: "bearer", description: "A token of the access secret." },
      },
      schemas: definitionsFor(paths, definitions),
    },
  });
};
