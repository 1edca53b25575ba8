// The long tests, in npm run test:long only.
import config from "./jest.config.mjs";

export default { ...config, roots: ["<rootDir>/test/long"], testPathIgnorePatterns: [], maxWorkers: 1 };
