// The tests run in bare Node: without a virtual machine for each file they take half of the processor's time (docs/decisions/018).
export default {
  // Not in threads: a test that looks at the processes it started would see those of its neighbour.
  runner: "jest-light-runner/child-process",
  globalSetup: "<rootDir>/test/setup/run-folder.mjs",
  setupFiles: ["<rootDir>/test/setup/resolve-modules.mjs"],
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/test/long/"],
  maxWorkers: "100%",
};
