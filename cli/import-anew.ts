// Imports a module of the user's, and imports it anew once any of its files has changed: Node keeps what it has imported for as long as
// the process lives, and a console stays open while people edit.
import { statSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { productFolder } from "../local/user-folder.mjs";

/** One time that a file was imported, with all that it imports. */
interface Reading {
  /** Tells its modules from those of the readings before; empty for the first one, whose errors name the files as they are. */
  readonly suffix: string;
  /** What each of its files was like just before it was read. */
  readonly stamps: Map<string, string>;
  /** A package that was missing may be installed by now, which no file of the reading says. */
  lacksPackage: boolean;
  module: Promise<unknown>;
}

const readings = new Map<string, Reading>();
/** By the address of each module. */
const readingOf = new Map<string, Reading>();
let count = 0;

const stampOf = (url: string): string => {
  try {
    const { mtimeMs, size, ino } = statSync(fileURLToPath(url));
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return "not there";
  }
};

const ownLibrary = pathToFileURL(`${productFolder}/lib/`).href;

/** What others wrote does not change, and there may be one alone of our own library: it knows its own errors by their class. */
const isEdited = (url: string): boolean =>
  url.startsWith("file:") && !url.includes("/node_modules/") && !url.startsWith(ownLibrary);

let isFollowing = false;

const followImports = (): void => {
  if (isFollowing) return;
  isFollowing = true;
  registerHooks({
    resolve: (specifier, context, next) => {
      const reading = readingOf.get(context.parentURL ?? "");
      if (!reading) return next(specifier, context);
      try {
        const found = next(specifier, context);
        if (!isEdited(found.url)) return found;
        const url = `${found.url}${reading.suffix}`;
        reading.stamps.set(found.url, stampOf(found.url));
        readingOf.set(url, reading);
        return { ...found, url };
      } catch (error) {
        if (/^\.{0,2}\//.test(specifier)) reading.stamps.set(new URL(specifier, context.parentURL).href, "not there");
        else reading.lacksPackage = true;
        throw error;
      }
    },
  });
};

/** Of a stack: people know their files by name alone. */
export const withoutReading = (stack: string): string => stack.replaceAll(/\?reading=\d+/g, "");

const begin = (url: string): Reading => {
  count += 1;
  const suffix = readings.has(url) ? `?reading=${count}` : "";
  const stamps = new Map([[url, stampOf(url)]]);
  const reading: Reading = { suffix, stamps, lacksPackage: false, module: Promise.resolve() };
  readings.set(url, reading);
  readingOf.set(url + suffix, reading);
  reading.module = import(url + suffix);
  return reading;
};

const isCurrent = ({ stamps, lacksPackage }: Reading): boolean =>
  !lacksPackage && [...stamps].every(([url, stamp]) => stampOf(url) === stamp);

/** Answers the same module, or throws the same error, for as long as none of its files has changed. */
export const importAnew = async (file: string): Promise<unknown> => {
  followImports();
  const url = pathToFileURL(file).href;
  const known = readings.get(url);
  return (known && isCurrent(known) ? known : begin(url)).module;
};
