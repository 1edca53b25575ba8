// The configuration of what is made to fail: what waits comes again soon, so that a test waits with it.
import { defineConfig } from "wts-session-hooks";
import { crm } from "../../../sources/crm.ts";

export default defineConfig({ sources: { crm }, queue: { longestPauseMs: 1_000, giveUpAfterMs: 600_000 } });
