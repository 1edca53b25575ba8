// The stand-in's control requests, without a connection: a month has a hundred thousand of them.
import type { StandIn } from "../../../local/wts/server.ts";
import type { Admin } from "../wts-stand-in.ts";

export const standInAdmin =
  ({ control }: Pick<StandIn, "control">): Admin =>
  async <Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const { status, body: answered } = control(method, path, body);
    if (status !== 200 && status !== 204)
      throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(answered)}`);
    // What it answers may be its own, and change later.
    return structuredClone(answered) as Answer;
  };
