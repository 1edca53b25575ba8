// The packages whose versions belong to a run's results.
import { createRequire } from "node:module";
import { join } from "node:path";
import { installedPackages } from "../../judges/installed.ts";
import { rivalsFolder } from "./install-rivals.ts";

/** Undefined where nothing is installed yet. */
const runtimeFolder = (): string => {
  try {
    return installedPackages();
  } catch {
    return "";
  }
};

/** The files that say their versions. Some are there only after they were needed, so it is asked at the end of a run. */
export const packageFiles = (): Readonly<Record<string, string>> => ({
  "@aws-sdk/client-sqs": createRequire(import.meta.url).resolve("@aws-sdk/client-sqs/package.json"),
  "aws-lambda-ric": join(runtimeFolder(), "aws-lambda-ric/package.json"),
  ...Object.fromEntries(
    ["express", "serverless-http", "axios"].map((name) => [
      name,
      join(rivalsFolder, "node_modules", name, "package.json"),
    ]),
  ),
});
