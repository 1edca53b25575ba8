// Starts the emulators of SQS and DynamoDB, reachable from this machine only, and mends what the one of SQS would lose.
import { Server as HttpServer } from "node:http";
import { createRequire } from "node:module";
import { Server } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { startFauxqs } from "fauxqs";
import { type Listening, listen } from "../listen.ts";
import { onlyFromHere } from "../only-from-here.ts";

type Method = (this: unknown, ...args: never[]) => unknown;

/** Changes a method of what an emulator is built on, only for as long as the emulator starts. */
const patchedWhile = async <Result>(
  prototype: object,
  name: string,
  patch: (original: Method) => (this: unknown, first: never, ...rest: never[]) => unknown,
  start: () => Promise<Result>,
): Promise<Result> => {
  const original: Method = Reflect.get(prototype, name);
  Reflect.set(prototype, name, patch(original));
  try {
    return await start();
  } finally {
    Reflect.set(prototype, name, original);
  }
};

/** fauxqs listens on every interface, whatever it is told, and takes commands from anybody, whichever page they come from. */
const onThisMachineOnly = <Result>(start: () => Promise<Result>): Promise<Result> =>
  patchedWhile(
    Server.prototype,
    "listen",
    (listen) =>
      function listenHere(options: object, ...rest) {
        if (this instanceof HttpServer) onlyFromHere(this);
        return Reflect.apply(listen, this, [{ ...options, host: "127.0.0.1" }, ...rest]);
      },
    start,
  );

/**
 * A message that is given back at once (visibility 0) loses its count in fauxqs 2.4.1, which its own table refuses, and
 * with it the message was gone until the next start: nothing of its group came any more.
 */
const keepingCounts = <Result>(start: () => Promise<Result>): Promise<Result> =>
  patchedWhile(
    DatabaseSync.prototype,
    "prepare",
    (prepare) =>
      function prepareKeeping(sql: string) {
        const count = "approximate_receive_count";
        return Reflect.apply(prepare, this, [sql.replace(`${count} = ?`, `${count} = coalesce(?, ${count})`)]);
      },
    start,
  );

export const startQueues = async (dataDir?: string): Promise<Listening> => {
  const { port, stop } = await onThisMachineOnly(() =>
    keepingCounts(() => startFauxqs({ port: 0, logger: false, ...(dataDir !== undefined && { dataDir }) })),
  );
  return { url: `http://127.0.0.1:${port}`, stop };
};

/** dynalite brings no types along. */
type Dynalite = (options: { createTableMs: number; path?: string }) => HttpServer;

export const startTables = (dataDir?: string): Promise<Listening> => {
  // Loaded here, so that whoever uses no table does not pay for it.
  const dynalite: Dynalite = createRequire(import.meta.url)("dynalite");
  return listen(dynalite({ createTableMs: 0, ...(dataDir !== undefined && { path: dataDir }) }), 0);
};
