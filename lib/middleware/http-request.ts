// What a handler of the HTTP stack gets instead of an API Gateway event.
import type { Client } from "../core/access-secret.ts";
import type { TimeBox } from "../runtime/clock.ts";

export interface HttpRequest {
  readonly requestId: string;
  /** The route as serverless.yml writes it: "PATCH /sessions/{sessionId}". */
  readonly route: string;
  readonly method: string;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The query as it was sent, without the question mark. */
  readonly rawQuery: string;
  /** Their names are in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Uint8Array;
  readonly timeBox: TimeBox;
  /** Goes into this request's one log line, and so holds names, ids, codes and counts only. */
  readonly logged: Record<string, string | number | boolean | readonly string[]>;
}

/** A request whose caller is known and whose body is read. */
export interface CallerRequest extends HttpRequest {
  readonly client: Client;
  readonly body: unknown;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Is rendered as JSON. */
  readonly body?: unknown;
  /** Is sent as it is, in place of a body. */
  readonly text?: string;
}
