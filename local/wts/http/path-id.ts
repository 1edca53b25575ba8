// Ids in a path must be UUIDs before anything is looked up.
import { isUuid } from "../uuid-from.ts";
import type { Call } from "./call.ts";
import { badInput } from "./refusal.ts";

export const pathId = (call: Call, name = "id"): string => {
  const id = call.params[name] ?? "";
  if (!isUuid(id)) throw badInput(name, id);
  return id.toLowerCase();
};
