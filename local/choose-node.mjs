// Decides, before any TypeScript is loaded, which Node runs it: the system's where it is new enough, or the one that npm brought.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";

/** Lambda runs 24; before 24.3, every program says that it strips types experimentally. */
const least = "24.3";

const isNewEnough = (version) => {
  const [[major, minor], [leastMajor, leastMinor]] = [version, least].map((text) => text.split(".").map(Number));
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
};

const isClone = existsSync(new URL("../lib/config.ts", import.meta.url));
const manifest = new URL("node-24/package.json", import.meta.url);
const platformPackage = `node-${process.platform}-${process.arch}`;

/** This folder and each above it: whoever stands in sources/ means the same Node. */
const foldersUp = (folder) => (folder === dirname(folder) ? [folder] : [folder, ...foldersUp(dirname(folder))]);

/** `npm ci` of a clone brings it. In a folder of a user's own it stands apart, where no npm script finds it by the name node. */
const homes = [manifest, ...foldersUp(process.cwd()).map((folder) => join(folder, ".node/package.json"))];

const nodeFromNpm = () => {
  for (const home of homes)
    try {
      return createRequire(home).resolve(`${platformPackage}/bin/node`);
    } catch {
      // It is not there.
    }
  return undefined;
};

const remedy = () => {
  const { optionalDependencies = {} } = JSON.parse(readFileSync(manifest, "utf8"));
  const version = optionalDependencies[platformPackage];
  if (isClone || version === undefined)
    return "On Linux (x64, arm64), `npm ci` of a clone brings one along, and everything started by `npm run` uses it.";
  return `This brings one along for this folder alone, and \`npm run\` uses it: npm install --prefix .node ${platformPackage}@${version}`;
};

/** What stood before the program's name, without this file: the other Node has nothing to choose. */
const optionsOfNode = () => {
  const { execArgv } = process;
  const own = execArgv.findIndex((option) => option.endsWith("/choose-node.mjs"));
  return own === -1 ? execArgv : execArgv.toSpliced(own - 1, 2);
};

/** Ends with it, as it ended. */
const runWith = async (node) => {
  const startedBy = process.ppid;
  const child = spawn(node, [...optionsOfNode(), ...process.argv.slice(1)], { stdio: "inherit" });
  // A terminal sends the first two to everything that runs in it, and a second one would cut short what is ending in order.
  for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"])
    process.on(signal, () => {
      if (signal === "SIGTERM" || !process.stdin.isTTY) child.kill(signal);
    });
  // `npm start` ends when who started it is gone, which it sees only if this goes as well.
  setInterval(() => {
    if (process.ppid !== startedBy) process.exit(1);
  }, 200).unref();
  const [code, signal] = await once(child, "close");
  process.exit(code ?? 128 + constants.signals[signal]);
};

if (!isNewEnough(process.versions.node)) {
  const node = nodeFromNpm();
  if (node === undefined) {
    console.error(
      [
        `This needs Node ${least} or newer, and ${process.execPath} is ${process.version}.`,
        remedy(),
        "Or install one first: https://nodejs.org/en/download",
      ].join("\n"),
    );
    process.exit(1);
  }
  if (process.stderr.isTTY) console.error(`${process.version} is older than ${least}: ${node} runs this`);
  await runWith(node);
}
