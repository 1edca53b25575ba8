// The ports at which processes listen, as the system knows them: also those that nobody has written down.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { promisify } from "node:util";

interface ListeningPort {
  readonly address: string;
  readonly port: number;
}

const socketsOf = (pid: number): string[] => {
  const directory = `/proc/${pid}/fd`;
  return readdirSync(directory).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${directory}/${fd}`))?.[1] ?? [];
    } catch {
      // It was closed meanwhile.
      return [];
    }
  });
};

/** In the system's table an IPv4 address is one number, its bytes in this machine's order. */
const addressOf = (hex: string): string =>
  hex.length > 8
    ? `IPv6 ${hex}`
    : (hex.match(/../g) ?? [])
        .map((byte) => Number.parseInt(byte, 16))
        .reverse()
        .join(".");

const listeningState = "0A";

const fromProc = (pids: readonly number[]): ListeningPort[] => {
  const owned = new Set(pids.flatMap(socketsOf));
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .flatMap((line) => {
        const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
        const [address = "", port = ""] = local.split(":");
        const isListening = state === listeningState && owned.has(inode);
        return isListening ? [{ address: addressOf(address), port: Number.parseInt(port, 16) }] : [];
      }),
  );
};

const fromLsof = async (pids: readonly number[]): Promise<ListeningPort[]> => {
  const { stdout } = await promisify(execFile)("lsof", [
    "-nP",
    "-a",
    "-p",
    pids.join(),
    "-iTCP",
    "-sTCP:LISTEN",
    "-Fn",
  ]);
  return [...stdout.matchAll(/^n(.*):(\d+)$/gm)].map(([, address = "", port]) => ({ address, port: Number(port) }));
};

export const listeningPorts = async (pids: readonly number[]): Promise<readonly ListeningPort[]> =>
  process.platform === "linux" ? fromProc(pids) : fromLsof(pids);
