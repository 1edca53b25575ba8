// Writes the parts of the documents that are made from code, and the files that are made as a whole; test/docs/generated.test.ts says when one is out of date.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { projectRoot, readPages } from "./docs/documents.ts";
import { withGeneratedParts } from "./docs/generated-parts.ts";
import { madeFiles, madeFolders } from "./docs/made-files.ts";

const fileOf = (path) => fileURLToPath(new URL(path, projectRoot));

const write = (path, before, made) => {
  if (made === before) return;
  mkdirSync(dirname(fileOf(path)), { recursive: true });
  writeFileSync(fileOf(path), made);
  console.log(`${path} written`);
};

const made = madeFiles();
for (const [path, text] of made)
  write(path, existsSync(fileOf(path)) ? readFileSync(fileOf(path), "utf8") : undefined, text);
for (const folder of madeFolders)
  for (const file of readdirSync(fileOf(folder))) {
    const path = `${folder}/${file}`;
    if (made.has(path)) continue;
    rmSync(fileOf(path));
    console.log(`${path} removed`);
  }
for (const { path, text } of readPages()) write(path, text, withGeneratedParts(text));
