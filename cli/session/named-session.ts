// What WTS says of a session now, with its department and its person by the names that WTS has for them.
import type { SessionNow } from "./session-now.ts";

/** A name is null where nobody has the session, and the id where WTS does not name it. */
export interface NamedSession extends SessionNow {
  departmentName: string | null;
  userName: string | null;
}

export const namedSession = (now: SessionNow, nameOf: (id: string) => string): NamedSession => ({
  ...now,
  departmentName: now.departmentId && nameOf(now.departmentId),
  userName: now.userId && nameOf(now.userId),
});
