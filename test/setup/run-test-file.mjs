// Runs one test file in a worker of process-runner.mjs, as jest-light-runner does.
import run, { setWorkerData } from "../../node_modules/jest-light-runner/src/worker-runner.js";

export default ({ path, globalConfig, projectConfig }) => {
  setWorkerData({ globalConfig, projectConfig, runtime: "child_process" });
  return run(path);
};
