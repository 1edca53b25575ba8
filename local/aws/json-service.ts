// Opens an endpoint that real SDK clients take for an AWS service of the JSON protocol.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { isProperties } from "../../lib/core/value.ts";
import { type Listening, listen } from "../listen.ts";

/** What an AWS service answers when it refuses: a type that SDK clients tell apart, and a text for people. */
export class ServiceError extends Error {
  readonly status: number;

  constructor(type: string, status: number, message: string) {
    super(message);
    this.name = type;
    this.status = status;
  }
}

/** Each is under the service's own name for it, `secretsmanager.GetSecretValue`, and refuses by throwing a ServiceError. */
type Operations = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => object>>;

const parseInput = (body: string): Record<string, unknown> => {
  let input: unknown;
  try {
    input = JSON.parse(body);
  } catch {
    throw new ServiceError("SerializationException", 400, "the request is not JSON");
  }
  if (!isProperties(input)) throw new ServiceError("SerializationException", 400, "the request is not a JSON object");
  return input;
};

const shortNames = (operations: Operations): string =>
  Object.keys(operations)
    .map((name) => name.split(".").at(-1))
    .join(", ");

const serve = async (operations: Operations, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const answer = (status: number, body: object): void => {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
  };
  const body = await text(request);
  try {
    const operation = operations[String(request.headers["x-amz-target"])];
    if (!operation)
      throw new ServiceError("UnknownOperationException", 400, `only ${shortNames(operations)} is answered here`);
    answer(200, operation(parseInput(body)));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    answer(error.status, { __type: error.name, Message: error.message });
  }
};

export const startJsonService = (operations: Operations): Promise<Listening> =>
  listen(
    createServer((request, response) => {
      serve(operations, request, response).catch((error: unknown) => {
        console.error(error);
        response.destroy();
      });
    }),
    0,
  );
