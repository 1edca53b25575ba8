// PATCH /sessions/{sessionId} and POST /sessions/batch: whatever a caller sends, and whoever calls.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { canaries } from "../canaries.ts";
import { damage, damagedText } from "../edits.ts";
import { type FuzzSurface, openSurface } from "../fuzz-surface.ts";
import { callerToken, context, releaseFunctions, useFunctions } from "../running-functions.ts";
import { answerProblems } from "./answer-problems.ts";
import { workQueue } from "./work-queue.ts";

const folder = new URL("../../../events/update-session/", import.meta.url);
const session = "5e551011-0000-4000-8000-000000000001";

const bodies: unknown[] = [
  ...readdirSync(folder).flatMap((file) => {
    const { body } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    try {
      return [JSON.parse(body)];
    } catch {
      return [];
    }
  }),
  {
    command: "message",
    text: `Oi {nome|cliente}, ${canaries.text}`,
    template: { id: "t", parameters: { a: canaries.text } },
  },
  { command: "hold", until: "amanhã 09:00", note: canaries.text },
  { command: "transfer", department: "Vendas", user: canaries.text },
  { command: "complete", farewell: { text: canaries.text }, note: canaries.text },
  { status: "COMPLETED", expect: { status: "IN_PROGRESS" } },
];

const inputs = fc.record({
  sample: fc.nat(bodies.length - 1),
  damage,
  route: fc.constantFrom("one", "one", "batch", "health", "none"),
  times: fc.constantFrom(1, 2, 100, 101),
  sessionId: fc.constantFrom(
    session,
    session,
    "",
    "..",
    canaries.text,
    "5E551011-0000-4000-8000-000000000001",
    "0",
    "a".repeat(65),
  ),
  contentType: fc.constantFrom(
    "application/json",
    "application/json",
    "text/json; charset=utf-8",
    "application/json; charset=latin1",
    canaries.text,
    "",
  ),
  authorization: fc.constantFrom(
    `Bearer ${callerToken}`,
    `Bearer ${callerToken}`,
    `Bearer ${callerToken}`,
    `Bearer ${canaries.token}`,
    "Bearer",
    "",
  ),
  header: fc.constantFrom("idempotency-key", "prefer", "content-length", "x-a"),
  headerText: fc.constantFrom("k-1", "respond-async", canaries.text, " ".repeat(2_000), "999", ""),
  query: fc.constantFrom(
    {},
    { dryRun: "true" },
    { dryRun: canaries.text },
    { [canaries.text]: "1" },
    { __proto__x: "" },
  ),
  base64: fc.boolean(),
});
type Input = typeof inputs extends fc.Arbitrary<infer Each> ? Each : never;

const routes: Readonly<Record<string, string>> = {
  one: "PATCH /sessions/{sessionId}",
  batch: "POST /sessions/batch",
  health: "GET /health",
  none: "POST /nowhere",
};

export const httpSurface: FuzzSurface = {
  name: "http",
  open: async () => {
    const functions = await useFunctions();
    const eventOf = (input: Input) => {
      const { sample, route, times, sessionId, contentType, authorization, header, headerText, query, base64 } = input;
      const text = damagedText(bodies[sample % bodies.length], input.damage);
      // A batch is of some hundred copies of the same thing, as long as that stays below what is read at all.
      const count = Math.max(1, Math.min(times, Math.floor(250_000 / (text.length + 1))));
      const body = route === "batch" ? `[${Array.from({ length: count }, () => text).join(",")}]` : text;
      const routeKey = routes[route] ?? "";
      return {
        version: "2.0",
        routeKey,
        rawPath: "/",
        rawQueryString: new URLSearchParams(query as Record<string, string>).toString(),
        queryStringParameters: query,
        headers: { "content-type": contentType, authorization, [header]: headerText },
        pathParameters: { sessionId },
        requestContext: { requestId: "r-1", routeKey, timeEpoch: Date.now(), http: { method: routeKey.split(" ")[0] } },
        body: base64 ? Buffer.from(body).toString("base64") : body,
        isBase64Encoded: base64,
      };
    };
    return openSurface({
      inputs,
      attempt: async (input: Input) => {
        functions.takeLines();
        functions.takeCalls();
        const answer = await functions.handlers["update-session"](eventOf(input), context);
        const problems = answerProblems({
          answer: Object(answer),
          lines: functions.takeLines(),
          calls: functions.takeCalls(),
        });
        functions.takeEvents();
        return [...problems, ...(input.headerText === "respond-async" ? await workQueue(functions) : [])];
      },
      close: releaseFunctions,
    });
  },
};
