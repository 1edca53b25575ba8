// What a user's own tests import as "wts-session-hooks/testing": one module, so that the package has one address for it.
export type { Conversation, Said } from "./conversation.ts";
export { type CloseDecided, decideClose } from "./decide-close.ts";
export { decideMove, type MoveDecided, type Person } from "./decide-move.ts";
export { type Delivered, deliver } from "./deliver.ts";
