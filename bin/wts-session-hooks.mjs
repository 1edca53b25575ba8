#!/usr/bin/env node
// Runs what the scripts of a user's folder name: programs that build, deploy and start it; every other word is the command line's.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ownFile, ownModule } from "./own-module.mjs";

const { userFolder } = await import(ownFile("local/user-folder.mjs").href);

const [word, ...args] = process.argv.slice(2);

/** Ends where it fails, as it did. */
const run = (file, given) => {
  const { status } = spawnSync(process.execPath, [file, ...given], { cwd: userFolder(), stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};

const build = (...given) => run(fileURLToPath(ownFile("scripts/build.mjs")), given);

const osls = async (...given) => {
  const { layServiceFile } = await import(ownFile("scripts/service-file.mjs").href);
  if (layServiceFile(userFolder())) console.error("serverless.yml is your own, and stays as it is");
  const file = createRequire(ownFile("scripts/build.mjs")).resolve("osls/package.json");
  run(join(dirname(file), "bin/serverless.js"), given);
};

/** These run on the system's Node, as they do in a clone: a third party's does not see the credentials of AWS. */
const deploying = {
  build: () => build(...args),
  package: async () => {
    build();
    await osls("package", ...args);
  },
  deploy: async () => {
    build();
    await osls("deploy", ...args);
  },
  osls: () => osls(...args),
};

/** These are ours, on a Node that is as new as Lambda's. */
const running = {
  start: () => import(ownModule("local/start").href),
  demo: () => import(ownModule("local/demo").href),
  "stand-in": () => import(ownModule("local/wts/alone").href),
  test: () => run("--test", args),
};

if (Object.hasOwn(deploying, word)) await deploying[word]();
else {
  await import(ownFile("local/choose-node.mjs").href);
  if (Object.hasOwn(running, word)) {
    // What is started sees its own options alone, as it does in a clone.
    process.argv.splice(2, 1);
    await running[word]();
  } else await import(ownModule("cli/hooks").href);
}
