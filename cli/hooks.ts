// Runs what is typed after `npm run hooks --`.
import { registerHooks } from "node:module";
import { runHooks } from "./program.ts";

// Wherever a configuration stands, the package it imports is this one, as in the build. It holds for the process as a whole, before anything is read.
const ownUrl = new URL("../lib/config.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "wts-session-hooks" ? { url: ownUrl, shortCircuit: true } : next(specifier, context),
});

// Whoever reads our output may stop before its end, as `head` does.
process.stdout.on("error", (error) => {
  if (Object(error).code !== "EPIPE") throw error;
});

process.exitCode = await runHooks(process.argv.slice(2), {
  environment: process.env,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY ? process.stderr : undefined,
});
