// The slow tests, in npm run test:slow only: they kill processes, load them or run several side by side, so one at a time.
import config from "./jest.config.mjs";

export default { ...config, roots: ["<rootDir>/test/slow"], testPathIgnorePatterns: [], maxWorkers: 1 };
