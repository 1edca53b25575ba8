// en: Somebody fills in a form of Typeform: whoever is already talking with us is handed to the sales team, with a note of what they want.
// pt: Alguém responde a um formulário da Typeform: quem já está conversando com a gente vai para a equipe comercial, com uma nota do que quer.
import { defineSource } from "wts-session-hooks";

interface Answer {
  type: string;
  phone_number?: string;
  choice?: { label?: string };
}

export const typeform = defineSource({
  verify: "typeform",
  occurredAt: "body.form_response.submitted_at",
  // en: A form that is not finished yet comes as another kind.
  // pt: O formulário que ainda não foi terminado vem com outro tipo.
  filter: "body.event_type = 'form_response'",
  onNone: "ignore",
  onMany: "newest",
  map: ({ body }) => {
    const answers = body.form_response.answers as Answer[];
    const phone = answers.find(({ type }) => type === "phone_number")?.phone_number;
    const wish = answers.find(({ type }) => type === "choice")?.choice?.label ?? "sem escolha";
    // en: One delivery may become several commands; they are applied in this order.
    // pt: Uma entrega pode virar vários comandos; eles são aplicados nesta ordem.
    return [
      { command: "note", session: { contactPhone: phone }, text: `Respondeu ao formulário: ${wish}` },
      { command: "transfer", session: { contactPhone: phone }, department: "Comercial" },
    ];
  },
});
