// The groups of the bench, in the order of the page.
import type { Group } from "./frame/group.ts";
import { bundles } from "./groups/bundles.ts";
import { commands } from "./groups/commands.ts";
import { operations } from "./groups/operations.ts";
import { recovery } from "./groups/recovery.ts";
import { runs } from "./groups/runs.ts";
import { starts } from "./groups/starts.ts";
import { webhooks } from "./groups/webhooks.ts";

export const groups: readonly Group[] = [starts, webhooks, commands, bundles, operations, runs, recovery];
