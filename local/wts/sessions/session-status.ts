// The states of a session, in the order of the numbers behind them (a comma-joined Status is ORed by number).

export const sessionStatuses = ["UNDEFINED", "STARTED", "PENDING", "IN_PROGRESS", "COMPLETED", "HIDDEN"] as const;

export type SessionStatus = (typeof sessionStatuses)[number];

export const statusDescriptions: Record<SessionStatus, string> = {
  UNDEFINED: "Indefinido",
  STARTED: "Iniciado",
  PENDING: "Aguardando atendimento",
  IN_PROGRESS: "Em atendimento",
  COMPLETED: "Concluído",
  HIDDEN: "Oculto",
};
