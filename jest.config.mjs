// The tests run in bare Node: without a virtual machine for each file they take half of the processor's time (docs/decisions/018).
export default {
  runner: "jest-light-runner",
  setupFiles: ["<rootDir>/test/setup/resolve-modules.mjs"],
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/test/long/"],
  maxWorkers: "100%",
};
