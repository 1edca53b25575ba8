// Runs once in each worker process of the test runner. Node itself loads the tests; two names mean something else here than
// on disk, and one is not to be had.
import { registerHooks } from "node:module";
import { registerOwnPackage } from "../../local/register-own-package.ts";

// For a configuration that a test has written outside of this folder.
registerOwnPackage();

const globals = new URL("time-limited-globals.mjs", import.meta.url).href;
const ofTheUser = new URL("../../hooks.config.ts", import.meta.url).href;

registerHooks({
  resolve: (specifier, context, nextResolve) => {
    if (specifier === "@jest/globals") return { url: globals, shortCircuit: true };
    const resolved = nextResolve(specifier, context);
    // What a user writes there must not break a test.
    if (resolved.url === ofTheUser)
      throw new Error(
        "a test reads hooks.config.ts, which is the user's: give it the environment of test/support/own-files.ts",
      );
    return resolved;
  },
});
