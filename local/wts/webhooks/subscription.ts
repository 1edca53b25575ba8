// Says what a webhook subscription is, and which events one can ask for.

export const webhookEvents = {
  SESSION_NEW: "Novo atendimento",
  SESSION_UPDATE: "Atendimento atualizado",
  SESSION_COMPLETE: "Atendimento concluído",
  MESSAGE_RECEIVED: "Mensagem recebida",
  MESSAGE_UPDATED: "Mensagem atualizada",
  MESSAGE_SENT: "Mensagem enviada",
  CONTACT_NEW: "Novo contato",
  CONTACT_UPDATE: "Contato atualizado",
  CONTACT_TAG_UPDATE: "Etiquetas do contato atualizadas",
  PAYMENT_NEW: "Nova cobrança",
  PAYMENT_UPDATE: "Cobrança atualizada",
  PANEL_CARD_NEW: "Novo card",
  PANEL_CARD_UPDATE: "Card atualizado",
  PANEL_CARD_STEP_CHANGE: "Card mudou de etapa",
  PANEL_CARD_NOTE_NEW: "Nova anotação no card",
  PANEL_CARD_NOTE_UPDATE: "Anotação do card atualizada",
} as const;

export type WebhookEvent = keyof typeof webhookEvents;
export const webhookEventNames = Object.keys(webhookEvents) as WebhookEvent[];

export interface Subscription {
  id: string;
  createdAt: string;
  updatedAt: string;
  name: string;
  url: string;
  enabled: boolean;
  events: WebhookEvent[];
}
