// Describes a lone bundle as the template would describe its function.
import { basename } from "node:path";
import type { FunctionDefinition } from "../../local/template/read-functions.ts";
import type { EnvironmentOptions } from "./environment.ts";

export const definitionOf = ({ handler, memoryMb, timeoutMs }: EnvironmentOptions): FunctionDefinition => {
  const name = basename(handler).replace(/\..*$/, "");
  return {
    name,
    deployedName: name,
    handler,
    runtime: "nodejs24.x",
    timeoutSeconds: timeoutMs / 1_000,
    memoryMb,
    environment: {},
    zipFile: "",
    whenAsynchronous: { retries: 0, maximumAgeSeconds: 60, failureQueue: undefined },
  };
};
