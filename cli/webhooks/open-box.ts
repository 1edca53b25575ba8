// Opens a mapping box with the configuration that stands here now: what a parked delivery did to it there, it does not do to the command line.
import { resolve } from "node:path";
import { type MappingBox, mappingBox } from "../../lib/webhooks/mapping/mapping-box.ts";

/** The configuration is read from its sources there, which is slower than from a bundle. */
const startLimitMs = 20_000;

/** Its process starts with the first question. */
export const openBox = ({ HOOKS_CONFIG }: NodeJS.ProcessEnv): MappingBox =>
  mappingBox({
    file: new URL("./box-program.ts", import.meta.url),
    args: HOOKS_CONFIG ? [resolve(HOOKS_CONFIG)] : [],
    nodeFlags: ["--allow-fs-read=*"],
    startLimitMs,
  });
