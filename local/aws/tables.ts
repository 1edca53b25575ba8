// Starts the DynamoDB stand-in.
import type { Server } from "node:http";
import { createRequire } from "node:module";
import { type Listening, listen } from "../listen.ts";

/** It brings no types along. */
type Dynalite = (options: { createTableMs: number; path?: string }) => Server;

export const startTables = (dataDir?: string): Promise<Listening> => {
  // Loaded here, so that whoever uses no table does not pay for it.
  const dynalite: Dynalite = createRequire(import.meta.url)("dynalite");
  return listen(dynalite({ createTableMs: 0, ...(dataDir !== undefined && { path: dataDir }) }), 0);
};
