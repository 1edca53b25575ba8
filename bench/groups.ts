// The groups of the bench, in the order of the page.
import type { Group } from "./frame/group.ts";
import { bundles } from "./groups/bundles.ts";

export const groups: readonly Group[] = [bundles];
