// Runs once in each of the test runner's threads. Node itself loads the tests; two names mean something else here than on disk.
import { registerHooks } from "node:module";

const modules = new Map([
  ["@jest/globals", new URL("time-limited-globals.mjs", import.meta.url).href],
  // For a configuration that a test has written outside of this folder.
  ["wts-session-hooks", new URL("../../lib/config.ts", import.meta.url).href],
]);

registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const url = modules.get(specifier);
    return url === undefined ? nextResolve(specifier, context) : { url, shortCircuit: true };
  },
});
