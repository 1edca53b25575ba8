// The operations of the WTS node, by the names that its versions gave them, and what each is here.

export const sessionOperations = [
  "update",
  "transfer",
  "status",
  "assign",
  "conclude",
  "message",
  "get",
  "list",
  "file",
  "template",
] as const;
export type SessionOperation = (typeof sessionOperations)[number];

const names: Readonly<Record<SessionOperation, readonly string[]>> = {
  update: ["updateSession"],
  transfer: ["updateTransfer", "transferSession"],
  status: ["updateStatusSession"],
  assign: ["assignUser", "transferToUser"],
  conclude: ["concludeSession"],
  message: ["sendMessageTextSession", "sendTextBySessionid"],
  get: ["getSessionById"],
  list: ["getAllSessions", "listSessions"],
  file: ["sendMessageFileSession", "sendFileBySessionid"],
  template: ["sendMessageTemplateSession", "sendTemplateBySessionid"],
};

export const sessionOperationOf = (name: string): SessionOperation | undefined =>
  sessionOperations.find((operation) => names[operation].includes(name));

/** The node comes under the names of several brands: what it does is told by its parameters. */
export const isWtsType = (type: string): boolean => /^(wts|helena|flw)/i.test(type) && !/trigger$/i.test(type);
