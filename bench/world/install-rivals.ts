// Installs what the rivals are made of, from a package of its own: nothing else of the project needs it.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const rivalsFolder = fileURLToPath(new URL("../rivals", import.meta.url));
const stampFile = join(rivalsFolder, "node_modules/.installed");

/** It is done once for each lock file. */
export const installRivals = (note: (line: string) => void): void => {
  const wanted = createHash("sha256")
    .update(readFileSync(join(rivalsFolder, "package-lock.json")))
    .digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  note("installing the rivals of bench/rivals/package.json");
  try {
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
      ...{ cwd: rivalsFolder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
    });
  } catch (error) {
    const said = String(Object(error).stderr).trim();
    throw new Error(
      `the rivals could not be installed: expected \`npm ci\` in bench/rivals to reach a registry of npm\n${said}`,
    );
  }
  writeFileSync(stampFile, wanted);
};
