// The program of a mapping box in tests: its sources are those of the module that it is given, such as hostile ones.
import { pathToFileURL } from "node:url";
import { serveBox } from "../../lib/webhooks/mapping/serve-box.ts";

const [, , file = ""] = process.argv;
const { sources } = await import(pathToFileURL(file).href);
await serveBox(sources);
