// The address of each view, from the list that the page itself has: a view that is added is tried with what holds for all.
import { readFileSync } from "node:fs";

const list = readFileSync(new URL("../../../console/browser/views/views.ts", import.meta.url), "utf8");

export const viewPaths: readonly string[] = [...list.matchAll(/\bpath: "(\/[a-z-]+)"/g)].map(([, path = ""]) => path);
