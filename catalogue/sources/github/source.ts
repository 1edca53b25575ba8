// An issue is closed on GitHub: every conversation that waits for it learns so, and goes back to its team.
import { defineSource } from "wts-session-hooks";

export const github = defineSource({
  verify: "github",
  occurredAt: "body.issue.closed_at",
  filter: "headers.'x-github-event' = 'issues' and body.action = 'closed'",
  onNone: "ignore",
  onMany: "all",
  map: [
    {
      command: "'note'",
      session: { metadata: { issue: "$string(body.issue.number)" } },
      text: "'Issue ' & body.issue.number & ' resolvida'",
    },
    { session: { metadata: { issue: "$string(body.issue.number)" } }, status: "'PENDING'" },
  ],
});
