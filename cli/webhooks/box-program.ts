// The program of the command line's mapping box: it reads the configuration as it stands here now, and answers what is asked of it.
import { serveBox } from "../../lib/webhooks/mapping/serve-box.ts";
import { readHooksConfig } from "../hooks-config.ts";
import { registerOwnPackage } from "../register-own-package.ts";

registerOwnPackage();
const [, , file] = process.argv;
const { sources } = await readHooksConfig(file === undefined ? {} : { HOOKS_CONFIG: file });
await serveBox(sources);
