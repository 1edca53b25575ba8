export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "^.+\\.ts$": "<rootDir>/scripts/jest-strip.mjs" },
  moduleNameMapper: { "^wts-session-hooks$": "<rootDir>/lib/config.ts" },
  testPathIgnorePatterns: ["<rootDir>/test/long/"],
  maxWorkers: "100%",
  testTimeout: 60_000,
};
