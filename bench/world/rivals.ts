// Who the functions are measured against, ready to be started where the functions are.
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BundledRival, bundleRival } from "./bundle-rival.ts";
import { rivalsFolder } from "./install-rivals.ts";
import { type Startable, startable } from "./start-function.ts";
import type { World } from "./world.ts";

export type RivalName = BundledRival | "express";

/** The rivals' packages stand beside it, unbundled, as in the zip that people deploy. */
const expressFolder = (): string => {
  const folder = fileURLToPath(new URL("../../.local/bench/rivals/express", import.meta.url));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(rivalsFolder, "express/handler.mjs"), join(folder, "handler.mjs"));
  symlinkSync(join(rivalsFolder, "node_modules"), join(folder, "node_modules"));
  return folder;
};

/** They have the memory, the time and the environment of the functions that they stand beside. */
export const rival = async (world: World, name: RivalName): Promise<Startable> => {
  const { functions } = await world.templateOf("paths");
  const environment = Object.assign({}, ...functions.map((each) => each.environment), world.endpoints);
  const codeDir = name === "express" ? expressFolder() : await bundleRival(name);
  return startable({ name, codeDir, handler: "handler.handler", environment, memoryMb: 512, timeoutMs: 30_000 });
};
