// The sample to send when nobody names a file: the first in events/receive-webhook that is of the source and good.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Failure } from "../failure.ts";

const folder = new URL("../../events/receive-webhook/", import.meta.url);

const sourceIn = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(file, folder), "utf8")).pathParameters?.source;

export const sampleFile = (source: string): string => {
  const found = readdirSync(folder)
    .filter((file) => file.startsWith("2"))
    .sort()
    .find((file) => sourceIn(file) === source);
  if (found) return fileURLToPath(new URL(found, folder));
  throw new Failure(`there is no sample of ${source} in events/receive-webhook: give one with --file`);
};
