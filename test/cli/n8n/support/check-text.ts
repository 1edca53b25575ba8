// What holds of every file that an import writes, whoever made the workflow.
import { expect } from "@jest/globals";
import { namesIn } from "./free-names.ts";

/** What the writer uses itself; the names of values and of the export are made of letters and digits. */
const own =
  /^(Import(Declaration|Specifier)|ExportNamedDeclaration|NewExpression|defineSource|headers|query|body|commands|undefined|NaN|item\d*|Number|String|Boolean|parseInt|parseFloat|isNaN|JSON|Math|Object|Array|RegExp|encodeURIComponent|decodeURIComponent)$/;

export const checkText = (text: string): void => {
  const declared = new Set([...text.matchAll(/^\s*(?:export )?const (\w+) = /gm)].map(([, name]) => name));
  expect([...namesIn(text)].filter((name) => !own.test(name) && !declared.has(name))).toEqual([]);
  expect(text).toContain("observe: true,");
  // What nobody sees is spelt, so that no line is other than it looks.
  expect(text).not.toMatch(/[\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\0\r]/);
};
