// Says where the parts that others made are installed.
import { join } from "node:path";

const installed = join(import.meta.dirname, "../../.local/hand");

export const judges = {
  motoPython: join(installed, "moto/bin/python"),
  localstackPython: join(installed, "ls/bin/python"),
  cfnLint: join(installed, "moto/bin/cfn-lint"),
  iamSimulate: join(installed, "npm/node_modules/@cloud-copilot/iam-simulate/dist/esm/index.js"),
};
