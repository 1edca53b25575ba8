// Finds what there is to send for a source when nobody names a file: the user's own samples, then those of the product.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { productFolder, userFolder } from "./user-folder.mjs";

interface Sample {
  $expect?: { delivery?: string };
  pathParameters?: { source?: string };
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
};

/** In samples/ of the user's folder they are called as the source is, with a case behind it where there are several. */
const ownSamples = (source: string, folder: string): string[] => {
  const isOf = (name: string): boolean => name === `${source}.json` || name.startsWith(`${source}-`);
  const names = namesIn(folder).filter((name) => name.endsWith(".json") && isOf(name));
  return names.sort((one, other) => one.length - other.length).map((name) => join(folder, name));
};

/** `n8n import` writes them beside the source, with a number behind the first. */
const importedSamples = (source: string, folder: string): string[] => {
  const start = `${source}.sample`;
  const isOf = (name: string): boolean => name.startsWith(start) && /^(-\d+)?\.json$/.test(name.slice(start.length));
  const names = namesIn(folder).filter(isOf);
  return names.sort((one, other) => one.length - other.length).map((name) => join(folder, name));
};

/** Those that are accepted, and of these first what yields a command. */
const productSamples = (source: string, folder: string): string[] => {
  const samples = namesIn(folder)
    .filter((name) => name.startsWith("2"))
    .map((name): { file: string } & Sample => {
      const file = join(folder, name);
      return { file, ...JSON.parse(readFileSync(file, "utf8")) };
    })
    .filter(({ pathParameters }) => pathParameters?.source === source);
  const isQueued = ({ $expect }: Sample): boolean => $expect?.delivery === "queued";
  return [...samples.filter(isQueued), ...samples.filter((sample) => !isQueued(sample))].map(({ file }) => file);
};

/** As people name it: its file, without what they all end with. */
export const sampleName = (file: string): string => basename(file, ".json");

/** The best first; empty where there is none. */
export const sampleFiles = (source: string, folder = userFolder()): readonly string[] => [
  ...ownSamples(source, join(folder, "samples")),
  ...importedSamples(source, join(folder, "sources")),
  ...productSamples(source, join(productFolder, "events/receive-webhook")),
];
