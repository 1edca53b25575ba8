// The program of the command line's mapping box: it reads the configuration as it stands here now, and answers what is asked of it.
import { serveBox } from "../../lib/webhooks/mapping/serve-box.ts";
import { registerOwnPackage } from "../../local/register-own-package.ts";
import { readHooksConfig } from "../hooks-config.ts";

registerOwnPackage();
const [, , file] = process.argv;
const { sources } = await readHooksConfig({ HOOKS_CONFIG: file });
await serveBox(sources);
