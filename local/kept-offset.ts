// Keeps how far the clock was moved beside the data of that time: at the next start it must not be a time to come.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface KeptOffset {
  read(): number;
  write(offsetMs: number): void;
}

/** Where nothing is kept, neither is this. */
export const keptOffset = (dataDir: string | undefined): KeptOffset => {
  if (dataDir === undefined) return { read: () => 0, write: () => {} };
  const file = join(dataDir, "clock.json");
  return {
    read: () => {
      try {
        return Number(JSON.parse(readFileSync(file, "utf8")).offsetMs) || 0;
      } catch {
        // Nobody has moved it yet.
        return 0;
      }
    },
    write: (offsetMs) => writeFileSync(file, JSON.stringify({ offsetMs })),
  };
};
