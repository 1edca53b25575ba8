// Refuses to package or deploy by anything but osls: Serverless Inc.'s v4 reads the same file, wants a licence, and was never tried.
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** The name of the package that a program belongs to; undefined where it belongs to none. */
export const packageOf = (file) => {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) {
      const { name } = JSON.parse(readFileSync(manifest, "utf8"));
      if (name !== undefined) return name;
    }
    if (folder === dirname(folder)) return undefined;
  }
};

/** What reads serverless.yml loads it as a plugin, and makes one of it before it does anything else. */
export default class OnlyOsls {
  constructor() {
    const program = packageOf(realpathSync(process.argv[1]));
    if (program !== "osls")
      throw new Error(
        `serverless.yml is deployed by osls, and this is ${program ?? "another program"}: run \`npm run deploy\`, or \`npx osls <command>\` in this folder after \`npm ci\``,
      );
  }
}
