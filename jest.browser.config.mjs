// The console in a real Chromium, in npm run test:browser only: it has to be installed.
import config from "./jest.config.mjs";

export default { ...config, roots: ["<rootDir>/test/browser"], testPathIgnorePatterns: [], maxWorkers: 2 };
