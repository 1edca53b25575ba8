// The tests run in bare Node: without a virtual machine for each file they take half of the processor's time (docs/decisions/018).
import { availableParallelism } from "node:os";

export default {
  runner: "<rootDir>/test/setup/process-runner.mjs",
  globalSetup: "<rootDir>/test/setup/run-folder.mjs",
  reporters: ["default", "<rootDir>/test/setup/left-out-reporter.mjs"],
  setupFiles: ["<rootDir>/test/setup/resolve-modules.mjs"],
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: [
    "<rootDir>/test/browser/",
    "<rootDir>/test/deployed/",
    "<rootDir>/test/slow/",
    "<rootDir>/test/long/",
  ],
  // Many a test waits for another process: a third worker uses the time.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
};
