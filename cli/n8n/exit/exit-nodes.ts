// Makes what n8n takes from the clipboard: a node that calls our HTTP API in place of the WTS node.
import { createHash } from "node:crypto";
import type { ExitOperation } from "./exit-operations.ts";

export interface N8nNode {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly position: readonly [number, number];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly credentials?: Readonly<Record<string, { readonly id: null; readonly name: string }>>;
  readonly retryOnFail?: true;
  readonly maxTries?: number;
  readonly waitBetweenTries?: number;
}

export interface Clipboard {
  readonly nodes: readonly N8nNode[];
  readonly connections: Readonly<
    Record<string, { readonly main: readonly (readonly { node: string; type: "main"; index: 0 }[])[] }>
  >;
  readonly pinData: Readonly<Record<string, never>>;
}

/** An expression of n8n, or a fixed value; both stand in the JSON of the request as they are. */
type Part = { readonly expression: string } | string | boolean | readonly string[];

const expression = (text: string): Part => ({ expression: text });

const sessionId = "$json.body.sessionId";

/** Everything that the operation can say; whoever pastes it takes out what is not wanted. */
const bodies: Readonly<Record<ExitOperation, Readonly<Record<string, Part>>>> = {
  update: {
    fields: ["Status", "EndAt", "Number", "DepartmentId", "UserId", "Metadata"],
    status: "IN_PROGRESS",
    endAt: "<2026-11-30 18:00>",
    number: "<number>",
    departmentId: "<department id>",
    userId: "<user id>",
    metadata: expression(`[{ key: "pedido", value: $json.body.pedido }]`),
  },
  status: { status: "COMPLETED" },
  assign: { userId: "<user id>", departmentId: "<department id>" },
  transfer: {
    command: "transfer",
    sessionId: expression(sessionId),
    departmentId: "<department id>",
    userId: "<user id>",
  },
  conclude: { command: "complete", sessionId: expression(sessionId), reactivateOnNewMessage: false },
  message: { command: "message", sessionId: expression(sessionId), text: "<text>" },
  note: { command: "note", sessionId: expression(sessionId), text: "<text>" },
};

export const isBatch = (operation: ExitOperation): boolean =>
  !(["update", "status", "assign"] as readonly ExitOperation[]).includes(operation);

const partText = (part: Part): string =>
  typeof part === "object" && "expression" in part ? part.expression : JSON.stringify(part);

const bodyText = (operation: ExitOperation): string => {
  const entries = Object.entries(bodies[operation]).map(([name, part]) => `  ${name}: ${partText(part)},`);
  const object = ["{", ...entries, "}"].join("\n");
  return `={{ JSON.stringify(${isBatch(operation) ? `[${object}]` : object}) }}`;
};

/** The same for the same node, so that a test and a person see what they saw before. */
const idOf = (text: string): string => {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
};

const pause = 5_000;

export interface ExitOptions {
  readonly operation: ExitOperation;
  /** Of the HTTP API, without a slash at the end. */
  readonly url: string;
  /** How the credential is called in n8n, which has the token. */
  readonly credential: string;
  readonly name: string;
}

const requestNode = ({ operation, url, credential, name }: ExitOptions): N8nNode => {
  const id = idOf(`${operation} ${url}`);
  return {
    id,
    name,
    type: "n8n-nodes-base.httpRequest",
    // Since early in 2024 every n8n knows this one, and none has dropped it.
    typeVersion: 4.2,
    position: [0, 0],
    parameters: {
      method: isBatch(operation) ? "POST" : "PATCH",
      url: isBatch(operation) ? `${url}/sessions/batch` : `=${url}/sessions/{{ ${sessionId} }}`,
      authentication: "genericCredentialType",
      genericAuthType: "httpHeaderAuth",
      sendHeaders: true,
      headerParameters: {
        parameters: [
          {
            name: "Idempotency-Key",
            // Whatever n8n tries again within one execution has the same key; each node, item and round has another.
            value: `={{ $execution.id }}-{{ $runIndex }}-{{ $itemIndex }}-${id.slice(0, 8)}`,
          },
        ],
      },
      sendBody: true,
      specifyBody: "json",
      jsonBody: bodyText(operation),
      options: { timeout: 30_000 },
    },
    credentials: { httpHeaderAuth: { id: null, name: credential } },
    retryOnFail: true,
    maxTries: 5,
    waitBetweenTries: pause,
  };
};

/** A batch is answered 207 where a command failed, which n8n takes for a success. */
const stopNodes = (name: string): readonly [N8nNode, N8nNode] => [
  {
    id: idOf(`if ${name}`),
    name: `${name}: error?`,
    type: "n8n-nodes-base.if",
    typeVersion: 2,
    position: [220, 0],
    parameters: {
      conditions: {
        options: { caseSensitive: true, leftValue: "", typeValidation: "strict" },
        combinator: "and",
        conditions: [
          {
            id: idOf(`condition ${name}`),
            leftValue: "={{ $json.error }}",
            rightValue: "",
            operator: { type: "object", operation: "exists", singleValue: true },
          },
        ],
      },
      options: {},
    },
  },
  {
    id: idOf(`stop ${name}`),
    name: `${name}: stop`,
    type: "n8n-nodes-base.stopAndError",
    typeVersion: 1,
    position: [440, -80],
    parameters: { errorMessage: "={{ $json.error.code }}: {{ $json.error.message }}" },
  },
];

export const exitNodes = (options: ExitOptions): Clipboard => {
  const node = requestNode(options);
  if (!isBatch(options.operation)) return { nodes: [node], connections: {}, pinData: {} };
  const [check, stop] = stopNodes(options.name);
  const to = ({ name }: N8nNode) => ({ main: [[{ node: name, type: "main" as const, index: 0 as const }]] });
  return {
    nodes: [node, check, stop],
    connections: { [node.name]: to(check), [check.name]: to(stop) },
    pinData: {},
  };
};
