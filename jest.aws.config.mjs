// What is deployed, on parts of AWS that others made: in npm run test:aws only, since they have to be installed.
import config from "./jest.config.mjs";

export default {
  ...config,
  roots: ["<rootDir>/test/deployed"],
  testPathIgnorePatterns: [],
  reporters: [...config.reporters, "<rootDir>/test/setup/proof-reporter.mjs"],
  maxWorkers: 2,
};
