// Gives what is unreleased in the changelog the version that `npm version` is about to tag, and today's date.
import { readFileSync, writeFileSync } from "node:fs";

const file = "CHANGELOG.md";
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const today = new Date().toISOString().slice(0, 10);
const before = readFileSync(file, "utf8");
const after = before.replace(/^## Unreleased\n/m, `## Unreleased\n\n## ${version} - ${today}\n`);
if (after === before) {
  console.error(`${file} has no section "## Unreleased": write down there what ${version} brings, and begin again`);
  process.exit(1);
}
if (before.includes(`\n## ${version} - `)) {
  console.error(`${file} has a section of ${version} already: give \`npm version\` another number`);
  process.exit(1);
}
writeFileSync(file, after);
