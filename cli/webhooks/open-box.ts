// Opens a mapping box with the configuration that stands here now: what a parked delivery did to it there, it does not do to the command line.
import { type MappingBox, mappingBox } from "../../lib/webhooks/mapping/mapping-box.ts";
import { ownModule } from "../../local/own-module.ts";
import { userConfigFile } from "../../local/user-folder.mjs";

/** The configuration is read from its sources there, which is slower than from a bundle. */
const startLimitMs = 20_000;

/** Its process starts with the first question. */
export const openBox = (environment: NodeJS.ProcessEnv): MappingBox =>
  mappingBox({
    file: ownModule("./box-program", import.meta.url),
    // It is started in another folder than the one we stand in.
    args: [userConfigFile(environment)],
    nodeFlags: ["--allow-fs-read=*"],
    startLimitMs,
  });
