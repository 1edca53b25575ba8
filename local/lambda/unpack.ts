// Unpacks the zips that functions run from, as on Lambda: a file that was not packed is missing here too.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { inflateRawSync } from "node:zlib";

// The numbers are from sections 4.3.16, 4.3.12 and 4.3.7 of PKWARE's APPNOTE.
const endOfDirectory = 0x06054b50;
const endOfDirectoryBytes = 22;
const directoryEntryBytes = 46;
const localHeaderBytes = 30;

/** Writes the files of a zip below `directory` and answers their names. */
export const unpack = (zipFile: string, directory: string): string[] => {
  const zip = readFileSync(zipFile);
  const end = zip.length - endOfDirectoryBytes;
  // A zip with a comment would have its end record elsewhere; the packager writes none.
  if (end < 0 || zip.readUInt32LE(end) !== endOfDirectory) throw new Error(`${zipFile} is not a zip file`);

  const names: string[] = [];
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const deflated = zip.readUInt16LE(entry + 10) === 8;
    const packedBytes = zip.readUInt32LE(entry + 20);
    const nameBytes = zip.readUInt16LE(entry + 28);
    const header = zip.readUInt32LE(entry + 42);
    const name = zip.toString("utf8", entry + directoryEntryBytes, entry + directoryEntryBytes + nameBytes);
    const start = header + localHeaderBytes + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const packed = zip.subarray(start, start + packedBytes);

    const file = join(directory, name);
    if (!file.startsWith(directory + sep)) throw new Error(`${zipFile} holds ${name}, which would land outside`);
    if (!name.endsWith("/")) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, deflated ? inflateRawSync(packed) : packed);
      names.push(name);
    }
    entry += directoryEntryBytes + nameBytes + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return names;
};
