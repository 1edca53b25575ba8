// `npm run hooks -- …`
import { findOwnPackage } from "./find-own-package.ts";
import { runHooks } from "./run-hooks.ts";

// Whoever reads our output may stop before its end, as `head` does.
process.stdout.on("error", (error) => {
  if (Object(error).code !== "EPIPE") throw error;
});

findOwnPackage();
process.exitCode = await runHooks(process.argv.slice(2), {
  environment: process.env,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY ? process.stderr : undefined,
});
