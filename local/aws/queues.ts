// Starts the SQS stand-in, reachable from this machine only.
import { Server } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { startFauxqs } from "fauxqs";
import type { Listening } from "../listen.ts";

/** fauxqs listens on every interface, whatever it is told, and takes commands from anybody. */
const onThisMachineOnly = async <Result>(start: () => Promise<Result>): Promise<Result> => {
  const { listen } = Server.prototype;
  Reflect.set(Server.prototype, "listen", function listenHere(this: Server, options: object, ...rest: unknown[]) {
    return Reflect.apply(listen, this, [{ ...options, host: "127.0.0.1" }, ...rest]);
  });
  try {
    return await start();
  } finally {
    Server.prototype.listen = listen;
  }
};

/** fauxqs 2.4.1 erases how often a message was received when it is given back, which its own table refuses: the message vanished. */
const keepingReceiveCounts = async <Result>(start: () => Promise<Result>): Promise<Result> => {
  const { prepare } = DatabaseSync.prototype;
  Reflect.set(DatabaseSync.prototype, "prepare", function prepareKeeping(this: DatabaseSync, sql: string) {
    const counted = "approximate_receive_count = COALESCE(?, approximate_receive_count)";
    return Reflect.apply(prepare, this, [sql.replace("approximate_receive_count = ?", counted)]);
  });
  try {
    return await start();
  } finally {
    DatabaseSync.prototype.prepare = prepare;
  }
};

export const startQueues = async (dataDir?: string): Promise<Listening> => {
  const start = () => startFauxqs({ port: 0, logger: false, ...(dataDir !== undefined && { dataDir }) });
  const { port, stop } = await onThisMachineOnly(() => keepingReceiveCounts(start));
  return { url: `http://127.0.0.1:${port}`, stop };
};
