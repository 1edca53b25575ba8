// A day, or a part of one, on which nobody answers although the hours say so: somebody said it from the command line, and every calendar of the account obeys.
import type { Period } from "./business-hours.ts";

/** Its minutes are those of the wall in the zone of whatever hours it is taken from. */
export interface ClosedDay extends Period {
  /** `YYYY-MM-DD`. */
  date: string;
  /** In lower case; it is absent where the whole account is closed. */
  departmentId?: string;
  /** As the department was called when the day was set. */
  departmentName?: string;
  reason?: string;
  /** Who set it: an identity of AWS, or a user of the machine it was set from. */
  setBy: string;
  /** An ISO instant. */
  setAt: string;
}

/** Whether a day concerns a session in the department; null stands for a session without one. */
export const concerns = ({ departmentId }: ClosedDay, of: string | null): boolean =>
  departmentId === undefined || departmentId === of;

/** What is left of a day's periods. */
export const withoutClosed = (periods: readonly Period[], closed: readonly Period[]): readonly Period[] =>
  closed.reduce<readonly Period[]>(
    (left, { fromMinute, toMinute }) =>
      left.flatMap((period) =>
        [
          { fromMinute: period.fromMinute, toMinute: Math.min(period.toMinute, fromMinute) },
          { fromMinute: Math.max(period.fromMinute, toMinute), toMinute: period.toMinute },
        ].filter((part) => part.fromMinute < part.toMinute),
      ),
    periods,
  );
