// en: An issue is closed on GitHub: every conversation that waits for it learns so, and goes back to its team.
// pt: Uma issue é fechada no GitHub: todo atendimento que espera por ela fica sabendo e volta para a sua equipe.
import { defineSource } from "wts-session-hooks";

export const github = defineSource({
  verify: "github",
  occurredAt: "body.issue.closed_at",
  filter: "headers.'x-github-event' = 'issues' and body.action = 'closed'",
  onNone: "ignore",
  // en: Several conversations may wait for one issue, each with its number in the metadata `issue`.
  // pt: Vários atendimentos podem esperar a mesma issue, cada um com o número dela nos metadados, em `issue`.
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
