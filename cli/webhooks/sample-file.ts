// Finds the sample to send when nobody names a file: the first in events/receive-webhook that is of the source and yields a command.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { NotFound } from "../failure.ts";

const folder = new URL("../../events/receive-webhook/", import.meta.url);

interface Sample {
  $expect?: { delivery?: string };
  pathParameters?: { source?: string };
}

const read = (file: string): Sample => JSON.parse(readFileSync(new URL(file, folder), "utf8"));

export const sampleFile = (source: string): string => {
  const samples = readdirSync(folder)
    .filter((file) => file.startsWith("2"))
    .sort()
    .map((file) => ({ file, ...read(file) }))
    .filter(({ pathParameters }) => pathParameters?.source === source);
  const { file } = samples.find(({ $expect }) => $expect?.delivery === "queued") ?? samples[0] ?? {};
  if (file !== undefined) return fileURLToPath(new URL(file, folder));
  throw new NotFound(`there is no sample of ${source} in events/receive-webhook: give one with --file`);
};
