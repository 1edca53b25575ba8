// Says of a request that was answered what it may have changed in the stand-in's world.
import type { Change } from "../changes/change.ts";
import type { ReadRequest } from "./http/request-body.ts";

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;

/** Of the API and of the control routes alike; a contact's or an agent's id stands behind another word. */
const sessionInPath = ({ pathname }: URL): string | undefined =>
  uuid.exec(/\/sessions?\/([^/]+)/.exec(pathname)?.[1] ?? "")?.[0];

const sessionInBody = ({ body }: ReadRequest): string | undefined => {
  const { sessionId } = Object(body.type === "json" ? body.value : undefined);
  return typeof sessionId === "string" ? uuid.exec(sessionId)?.[0] : undefined;
};

/** Undefined for what only reads, and for the time, which whoever moves it announces. */
export const changeByRequest = (request: ReadRequest): Change | undefined => {
  const { method, url } = request;
  if (method === "GET" || url.pathname === "/__admin/time") return undefined;
  if (url.pathname === "/__admin/faults") return { kind: "faults" };
  const sessionId = (sessionInPath(url) ?? sessionInBody(request))?.toLowerCase();
  return { kind: "conversations", ...(sessionId !== undefined && { sessionId }) };
};
