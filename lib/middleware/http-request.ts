// What a handler of the HTTP stack gets instead of an API Gateway event.
import type { Context } from "aws-lambda";
import type { Client } from "../core/doors-secret.ts";
import type { TimeBox } from "../runtime/time-box.ts";

export interface HttpRequest {
  readonly requestId: string;
  /** As in serverless.yml: "PATCH /sessions/{sessionId}". */
  readonly route: string;
  readonly method: string;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** As it was sent, without the question mark. */
  readonly rawQuery: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Uint8Array;
  readonly timeBox: TimeBox;
  readonly context: Context;
  /** Goes into this request's one log line; names, ids, codes and counts only. */
  readonly logged: Record<string, string | number | boolean | readonly string[]>;
}

/** After the caller is known and the body is read. */
export interface CallerRequest extends HttpRequest {
  readonly client: Client;
  readonly body: unknown;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Rendered as JSON. */
  readonly body?: unknown;
  /** In place of a body: as it is. */
  readonly text?: string;
}
