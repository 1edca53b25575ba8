// What tests of another project import as "wts-session-hooks/stand-in".
import { ownModule } from "./own-module.mjs";

export const { startStandIn } = await import(ownModule("local/wts/stand-in").href);
