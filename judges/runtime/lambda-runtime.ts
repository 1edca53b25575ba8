// AWS's own runtime for Node, as Lambda starts it: what every function of the package runs under when it is deployed.
import type { Runtime } from "../../local/lambda/execution-environment.ts";
import { type InstalledRuntime, installedRuntime } from "../installed.ts";

/** Throws if it is not installed. */
export const lambdaRuntime = ({ node, runtimeProgram }: InstalledRuntime = installedRuntime()): Runtime => ({
  program: node,
  // Both options are those of Lambda's image: a tenth of the memory is left to what is no object of JavaScript.
  argumentsFor: ({ memoryMb, handler }) => [
    `--max-old-space-size=${Math.floor(memoryMb * 0.9)}`,
    "--max-http-header-size=81920",
    runtimeProgram,
    handler,
  ],
});
