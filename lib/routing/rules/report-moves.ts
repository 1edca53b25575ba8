// What became of the moves, from our own records alone: what no record shows is not known, and never counted as none.

export interface SeenMove {
  sessionId: string;
  /** In epoch milliseconds. */
  atMs: number;
  /** The policy that decided, or where else the wish came from. */
  by: string;
}

/** Somebody had answered the contact by the time that a session was looked at again. */
export interface SeenAnswer {
  sessionId: string;
  answeredAtMs: number;
}

export interface MoveReport {
  by: string;
  moved: number;
  answeredWithin1h: number;
  answeredWithin24h: number;
  answerNotKnown: number;
  /** By whom the same session was moved next, and how often. */
  movedAgainBy: Readonly<Record<string, number>>;
}

/** It is still being counted. */
type Counting = { -readonly [Name in keyof MoveReport]: MoveReport[Name] } & { movedAgainBy: Record<string, number> };

const hourMs = 3_600_000;

export const reportMoves = (moves: readonly SeenMove[], answers: readonly SeenAnswer[]): readonly MoveReport[] => {
  const reports = new Map<string, Counting>();
  const sorted = moves.toSorted((one, other) => one.atMs - other.atMs);
  for (const [index, { sessionId, atMs, by }] of sorted.entries()) {
    const none: Counting = {
      by,
      moved: 0,
      answeredWithin1h: 0,
      answeredWithin24h: 0,
      answerNotKnown: 0,
      movedAgainBy: {},
    };
    const report = reports.get(by) ?? none;
    reports.set(by, report);
    report.moved += 1;
    const next = sorted.slice(index + 1).find((move) => move.sessionId === sessionId);
    if (next) report.movedAgainBy[next.by] = (report.movedAgainBy[next.by] ?? 0) + 1;
    const answeredMs = answers
      .filter((answer) => answer.sessionId === sessionId && answer.answeredAtMs > atMs)
      .map(({ answeredAtMs }) => answeredAtMs - atMs);
    const soonestMs = Math.min(...answeredMs);
    if (soonestMs <= hourMs) report.answeredWithin1h += 1;
    if (soonestMs <= 24 * hourMs) report.answeredWithin24h += 1;
    if (answeredMs.length === 0) report.answerNotKnown += 1;
  }
  return [...reports.values()];
};
