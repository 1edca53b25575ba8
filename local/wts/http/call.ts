// Says what an endpoint gets to see of a request.
import { isUuid } from "../uuid-from.ts";
import type { World } from "../world.ts";
import type { Body } from "./body.ts";
import type { Query } from "./query.ts";
import { badInput } from "./refusal.ts";

export interface Call {
  world: World;
  params: Record<string, string>;
  query: Query;
  /** Reads and checks the body; refuses a missing or malformed one. */
  body(): Body;
  baseUrl: string;
  /** A fault sets it: the message sent by this request is not going to arrive, for this reason. */
  failMessage: string | null;
}

/** Answers the body of a 200; undefined is an empty one. */
export type Endpoint = (call: Call) => unknown;

/** Ids in a path must be UUIDs before anything is looked up. */
export const pathId = (call: Call, name = "id"): string => {
  const id = call.params[name] ?? "";
  if (!isUuid(id)) throw badInput(name, id);
  return id.toLowerCase();
};
