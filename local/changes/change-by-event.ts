// Says of an event on a bus that there was one, and about which session.
import type { Change } from "./change.ts";

export const changeByEvent = ({ detail }: { detail: Readonly<Record<string, unknown>> }): Change => {
  const { sessionId } = detail;
  return { kind: "events", ...(typeof sessionId === "string" && { sessionId: sessionId.toLowerCase() }) };
};
