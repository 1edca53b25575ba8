// The packages whose versions belong to a run's results.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const inRoot = createRequire(import.meta.url).resolve;
const inRivals = (name: string): string =>
  fileURLToPath(new URL(`../rivals/node_modules/${name}/package.json`, import.meta.url));

export const packageFiles: Readonly<Record<string, string>> = {
  "@aws-sdk/client-sqs": inRoot("@aws-sdk/client-sqs/package.json"),
  "aws-lambda-ric": fileURLToPath(
    new URL("../../.local/judges/node_modules/aws-lambda-ric/package.json", import.meta.url),
  ),
  express: inRivals("express"),
  "serverless-http": inRivals("serverless-http"),
  axios: inRivals("axios"),
};
