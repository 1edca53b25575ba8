// GET /chat/{v1,v2}/session/{id}
import type { Endpoint } from "../call.ts";
import { findSession } from "../find.ts";
import { pathId } from "../path-id.ts";
import { detailNames, type SessionVersion, sessionView } from "../session-view.ts";

export function getSession(version: SessionVersion): Endpoint {
  return (call) => {
    const details = call.query.someOf("includeDetails", detailNames);
    return sessionView(call.world, findSession(call.world, pathId(call)), version, details);
  };
}
