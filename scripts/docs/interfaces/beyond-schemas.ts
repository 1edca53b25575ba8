// What no schema can say: what one allows here and the core refuses all the same, each with the reason and an example.
import type { Issue } from "../../../lib/core/issue.ts";
import { markdownTable } from "../markdown-table.ts";

interface Beyond {
  readonly allowed: string;
  readonly because: string;
  /** A command that a schema allows and the core refuses; absent where only a running function knows. */
  readonly example?: object;
  /** Whether an issue of the core is of this kind; `input` is the JSON that it is about. */
  is(issue: Issue, input: string): boolean;
}

const never = (): boolean => false;
const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";

export const beyondSchemas: readonly Beyond[] = [
  {
    allowed: "a time that there is not, or that is written in no way we read",
    because: "calendars, and the hours that a zone skips, are no pattern; nor is what is past, or beyond 90 days",
    example: { sessionId, endAt: "2026-02-30 10:00" },
    is: ({ code, path }) =>
      code === "END_AT_INVALID" || code === "UNTIL_INVALID" || path === "expect.lastMessageIn" || path === "occurredAt",
  },
  {
    allowed: "a phone number that is none",
    because: "what is one depends on its country",
    example: { session: { contactPhone: "ninguém" }, status: "PENDING" },
    is: ({ path }) => path === "session.contactPhone",
  },
  {
    allowed: "a key of metadata that a list has twice",
    because: "a schema compares whole entries, not their keys",
    example: {
      sessionId,
      metadata: [
        { key: "pedido", value: "1" },
        { key: "pedido", value: "2" },
      ],
    },
    is: ({ code, message }) => code === "KEY_REFUSED" && message.includes("given twice"),
  },
  {
    allowed: "a text of the greatest length that has emoji in it",
    because: "the core counts as JavaScript does, for which an emoji has two characters",
    example: { sessionId, command: "route", reason: "🙂".repeat(500) },
    is: ({ message }, input) => message.includes("at most") && /[\u{10000}-\u{10ffff}]/u.test(input),
  },
  {
    allowed: "a session, account, company, department, person, policy or template that there is not",
    because: "names and ids are looked up when the command is applied",
    is: never,
  },
  {
    allowed: "a PATCH whose `sessionId` is not the one of its path",
    because: "a schema of the body does not see the path",
    is: never,
  },
  {
    allowed: "a body of more than 256 KB, or nested deeper than 100 levels (an event: 90)",
    because: "a schema sees values, not how they were written",
    is: never,
  },
];

export const beyondTable = (): string =>
  markdownTable(
    ["A schema allows", "and it is refused, because"],
    beyondSchemas.map(({ allowed, because }) => [allowed, because]),
  );
