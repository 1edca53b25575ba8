// DynamoDB's stand-in, in a process of its own as the real one is; it says its port, and ends with whoever started it.

import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

// The package has no types.
const dynalite: (options: { createTableMs: number }) => Server = createRequire(import.meta.url)("dynalite");

const server = dynalite({ createTableMs: 0 });
server.listen(0, "127.0.0.1", () => {
  // listen() on TCP has a port.
  process.send?.((server.address() as AddressInfo).port);
});
process.on("disconnect", () => process.exit());
