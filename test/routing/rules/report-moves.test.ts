// What became of the moves: answered when, moved again by whom, and how many of which nobody knows.
import { expect, test } from "@jest/globals";
import { reportMoves } from "../../../lib/routing/rules/report-moves.ts";

const hourMs = 3_600_000;

test("counts by who moved, and the next mover of the same session", () => {
  const moves = [
    { sessionId: "b", atMs: 10, by: "vendas" },
    { sessionId: "a", atMs: 5 * hourMs, by: "http crm" },
    { sessionId: "a", atMs: 0, by: "vendas" },
    { sessionId: "c", atMs: 0, by: "vendas" },
  ];
  const answers = [
    { sessionId: "a", answeredAtMs: 2 * hourMs },
    { sessionId: "a", answeredAtMs: 0.5 * hourMs },
    { sessionId: "c", answeredAtMs: 30 * hourMs },
  ];
  expect(reportMoves(moves, answers)).toEqual([
    {
      by: "vendas",
      moved: 3,
      answeredWithin1h: 1,
      answeredWithin24h: 1,
      answerNotKnown: 1,
      movedAgainBy: { "http crm": 1 },
    },
    { by: "http crm", moved: 1, answeredWithin1h: 0, answeredWithin24h: 0, answerNotKnown: 1, movedAgainBy: {} },
  ]);
});
