// A person who may get a session, and the pool of people that a stage of a policy asks.
import type { Capacity } from "./capacity-of.ts";

/** The shift has not begun, whatever WTS says. */
export interface OffShift {
  /** When the next one begins; absent where none comes any more. */
  beginsMs?: number;
}

export interface Load {
  /** Open sessions that are theirs. */
  openSessions: number;
  /** Sessions promised to them that WTS does not show among the open ones yet. */
  reserved: number;
}

/** One person of the account, as read when the decision is taken. Ids are in lower case. */
export interface Candidate extends Load {
  userId: string;
  /** The name is for people who read an explanation; no decision depends on it or repeats it. */
  name?: string | undefined;
  /** In WTS, and on shift. */
  available: boolean;
  /** Absent for whoever is on shift, or has none. */
  offShift?: OffShift;
  departmentIds: readonly string[];
  /** The same of single departments, by id, where a policy counts by department. */
  loads?: Readonly<Record<string, Load>>;
  lastAssignedAtMs?: number;
}

/** The people of one department, or only those of them that the stage names. */
export interface Pool {
  departmentId: string;
  /** Ids in the order in which the policy names the people. */
  users?: readonly string[];
  excluded: ReadonlySet<string>;
  capacity?: Capacity;
  /** Who has the session now: it is among their open ones already. */
  ownerId: string | null;
  /** Where the session is now. */
  sessionDepartmentId: string | null;
}

const sumOf = ({ openSessions, reserved }: Load, isTheirs: boolean): number => {
  const load = openSessions + reserved - (isTheirs ? 1 : 0);
  return Number.isNaN(load) ? Number.POSITIVE_INFINITY : load;
};

/** Open and promised sessions, without the one that is being decided on. A count that is no number is taken for too many. */
export const loadOf = (candidate: Candidate, ownerId: string | null): number =>
  sumOf(candidate, candidate.userId === ownerId);

/** As many of their open and promised sessions as count for the pool. */
export const poolLoad = (
  candidate: Candidate,
  { capacity, departmentId, ownerId, sessionDepartmentId }: Pool,
): number => {
  if (capacity?.per !== "department") return loadOf(candidate, ownerId);
  const isCounted = candidate.userId === ownerId && sessionDepartmentId === departmentId;
  // Where nobody counted by department, all that the person has might be in this one.
  const load = candidate.loads ? candidate.loads[departmentId] : candidate;
  return sumOf(load ?? { openSessions: 0, reserved: 0 }, isCounted);
};

/** Whether the person has as many as the pool allows, of those that it counts. */
export const isFull = (candidate: Candidate, pool: Pool): boolean =>
  pool.capacity !== undefined && poolLoad(candidate, pool) >= pool.capacity.sessions;
