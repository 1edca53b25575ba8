// Three sources that make the same note of a delivery: by paths alone, by JSONata, and by functions. They are built for bench/mapping-cpu.ts.
import { defineConfig, type SourceInput } from "wts-session-hooks";

const verify = "github";
const occurredAt = "body.issue.closed_at";
const session = { metadata: { issue: "body.issue.title" } };
const given = { verify, onNone: "ignore", onMany: "all" } as const;

const sources: Record<"paths" | "jsonata" | "functions", SourceInput> = {
  paths: { ...given, occurredAt, map: { command: "'note'", session, text: "body.issue.title" } },
  jsonata: {
    ...given,
    occurredAt,
    filter: "headers.'x-github-event' = 'issues' and body.action = 'closed'",
    map: { command: "'note'", session, text: "'Issue ' & body.issue.number & ': ' & body.issue.title" },
  },
  functions: {
    ...given,
    occurredAt: ({ body }) => body.issue.closed_at,
    filter: ({ body, headers }) => headers["x-github-event"] === "issues" && body.action === "closed",
    map: ({ body }) => ({
      ...{ command: "note", session: { metadata: { issue: body.issue.title } } },
      text: `Issue ${body.issue.number}: ${body.issue.title}`,
    }),
  },
};

export default defineConfig({ sources });
