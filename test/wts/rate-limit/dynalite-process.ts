// DynamoDB's stand-in, in a process of its own as the real one is; it says its port, and ends with whoever started it.

import type { Server } from "node:http";
import { createRequire } from "node:module";
import { listen } from "../../../local/listen.ts";

// The package has no types.
const dynalite: (options: { createTableMs: number }) => Server = createRequire(import.meta.url)("dynalite");

// Tests reach it through a link of their own, which has another port.
const { url } = await listen(dynalite({ createTableMs: 0 }), 0, { isInvited: () => true });
process.send?.(Number(new URL(url).port));
process.on("disconnect", () => process.exit());
