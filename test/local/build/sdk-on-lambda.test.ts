// The bundles have the AWS SDK without what never runs on Lambda; an SDK that has moved its modules is found here.
import { existsSync } from "node:fs";
import { expect, test } from "@jest/globals";

const { replacements }: { replacements: Readonly<Record<string, string>> } = await import(
  new URL("../../../scripts/build/sdk-on-lambda.mjs", import.meta.url).href
);

test("every module that is replaced is one the SDK has", () => {
  const gone = Object.keys(replacements).filter((path) => !existsSync(`node_modules/${path}`));
  expect(gone).toEqual([]);
});
