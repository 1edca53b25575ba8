// Runs what is typed after `npm run hooks --`.
import { runHooks } from "./program.ts";
import { registerOwnPackage } from "./register-own-package.ts";

registerOwnPackage();

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
