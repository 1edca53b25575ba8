// What a user's own tests import as "wts-session-hooks/testing".
import { ownModule } from "./own-module.mjs";

export const { decideClose, decideMove, deliver } = await import(ownModule("testing/testing").href);
