// Answers GET /chat/{v1,v2}/session and GET /chat/{v1,v2}/session/{id}.
import { findSession } from "../find.ts";
import { type Endpoint, pathId } from "../http/call.ts";
import { page, type SortKeys } from "../http/paging.ts";
import type { Session } from "../sessions/session.ts";
import { sessionFilter } from "../sessions/session-filter.ts";
import { detailNames, type SessionVersion, sessionView } from "../sessions/session-view.ts";

const sortKeys: SortKeys<Session> = {
  createdat: (session) => session.createdAt,
  updatedat: (session) => session.updatedAt,
  endat: (session) => session.endAt,
  lastinteractionat: (session) => session.lastInteractionDate,
  lastinteractiondate: (session) => session.lastInteractionDate,
};

export const listSessions =
  (version: SessionVersion): Endpoint =>
  ({ world, query }) => {
    const details = query.someOf("IncludeDetails", detailNames);
    const matching = [...world.sessions.values()].filter(sessionFilter(world, query, version));
    const isOldestFirst = version === "v2" && world.switches.unsortedOrder === "oldest-first";
    const found = page(matching, query, sortKeys, isOldestFirst ? "ASCENDING" : "DESCENDING");
    return { ...found, items: found.items.map((session) => sessionView(world, session, version, details)) };
  };

export const getSession =
  (version: SessionVersion): Endpoint =>
  (call) => {
    const details = call.query.someOf("includeDetails", detailNames);
    return sessionView(call.world, findSession(call.world, pathId(call)), version, details);
  };
