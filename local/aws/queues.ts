// Starts the SQS stand-in, reachable from this machine only.
import { Server } from "node:net";
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

export const startQueues = async (dataDir?: string): Promise<Listening> => {
  const { port, stop } = await onThisMachineOnly(() =>
    startFauxqs({ port: 0, logger: false, ...(dataDir !== undefined && { dataDir }) }),
  );
  return { url: `http://127.0.0.1:${port}`, stop };
};
