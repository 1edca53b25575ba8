// Writes the parts of the documents that are made from code; test/docs/generated.test.ts says when one is out of date.
import { writeFileSync } from "node:fs";
import { projectRoot, readPages } from "./docs/documents.ts";
import { withGeneratedParts } from "./docs/generated-parts.ts";

for (const { path, text } of readPages()) {
  const made = withGeneratedParts(text);
  if (made === text) continue;
  writeFileSync(new URL(path, projectRoot), made);
  console.log(`${path} written`);
}
