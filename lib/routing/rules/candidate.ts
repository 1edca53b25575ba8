// A person who may get a session, and the pool of people that a stage of a policy asks.

/** The shift has not begun, whatever WTS says. */
export interface OffShift {
  /** When the next one begins; absent where none comes any more. */
  beginsMs?: number;
}

/** One person of the account, as read when the decision is taken. Ids are in lower case. */
export interface Candidate {
  userId: string;
  /** The name is for people who read an explanation; no decision depends on it or repeats it. */
  name?: string | undefined;
  /** In WTS, and on shift. */
  available: boolean;
  /** Absent for whoever is on shift, or has none. */
  offShift?: OffShift;
  departmentIds: readonly string[];
  /** Open sessions that are theirs. */
  openSessions: number;
  /** Sessions promised to them that WTS does not show among the open ones yet. */
  reserved: number;
  lastAssignedAtMs?: number;
}

/** The people of one department, or only those of them that the stage names. */
export interface Pool {
  departmentId: string;
  /** Ids in the order in which the policy names the people. */
  users?: readonly string[];
  excluded: ReadonlySet<string>;
  capacity?: number;
  /** Who has the session now: it is among their open ones already. */
  ownerId: string | null;
}

/** Open and promised sessions, without the one that is being decided on. A count that is no number is taken for too many. */
export const loadOf = ({ userId, openSessions, reserved }: Candidate, ownerId: string | null): number => {
  const load = openSessions + reserved - (userId === ownerId ? 1 : 0);
  return Number.isNaN(load) ? Number.POSITIVE_INFINITY : load;
};
