// What a configuration imports as "wts-session-hooks".
import { ownModule } from "./own-module.mjs";

export const { defineConfig, defineSource, defineAutoClosePolicy, defineRoutingPolicy } = await import(
  ownModule("lib/config").href
);
