// The tests run in bare Node: without a virtual machine for each file they take half of the processor's time (docs/decisions/018).
export default {
  runner: "<rootDir>/test/setup/process-runner.mjs",
  globalSetup: "<rootDir>/test/setup/run-folder.mjs",
  setupFiles: ["<rootDir>/test/setup/resolve-modules.mjs"],
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/test/long/"],
  maxWorkers: "100%",
};
