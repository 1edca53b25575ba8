// GET /chat/{v1,v2}/session/{id}
import { findSession } from "../find.ts";
import type { Endpoint } from "../http/call.ts";
import { pathId } from "../http/path-id.ts";
import { detailNames, type SessionVersion, sessionView } from "../sessions/session-view.ts";

export const getSession =
  (version: SessionVersion): Endpoint =>
  (call) => {
    const details = call.query.someOf("includeDetails", detailNames);
    return sessionView(call.world, findSession(call.world, pathId(call)), version, details);
  };
