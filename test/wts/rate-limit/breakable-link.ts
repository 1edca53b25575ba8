// A TCP link to the emulator that can be cut, or made to swallow everything, and mended again.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface BreakableLink {
  readonly port: number;
  cut(): void;
  /** Connections are accepted and never answered. */
  swallow(): void;
  mend(): void;
  close(): Promise<void>;
}

export const breakableLink = async (toPort: number): Promise<BreakableLink> => {
  let mode: "up" | "cut" | "silent" = "up";
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // Being cut is what it is here for.
    socket.on("error", () => socket.destroy());
    return socket;
  };
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((socket) => {
    keep(socket);
    if (mode === "cut") return socket.destroy();
    if (mode === "silent") return socket.resume();
    const onwards = keep(connect(toPort, "127.0.0.1"));
    socket.pipe(onwards);
    onwards.pipe(socket);
    return socket;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const become = (next: typeof mode) => (): void => {
    mode = next;
    dropAll();
  };
  return {
    // A TCP server's address has a port.
    port: (server.address() as AddressInfo).port,
    cut: become("cut"),
    swallow: become("silent"),
    mend: become("up"),
    close: async () => {
      server.close();
      dropAll();
      await once(server, "close");
    },
  };
};
