// The demo stands on its own: whatever a user writes in hooks.config.ts and local/secrets.json, it plays, in their language.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { demoWords } from "../../local/demo/demo-words.ts";
import { englishIn } from "../support/english-words.ts";
import { exampleSecrets } from "../support/own-files.ts";

test.each([
  ["en", "../../local/demo/hooks.config.ts"],
  ["pt-BR", "../../local/demo/hooks.config.pt-BR.ts"],
])(
  "in %s it reads a configuration of its own, and the example has a secret for each of its sources",
  async (language, file) => {
    // An import of the user's configuration, by any of its modules, would be refused here.
    await import("../../local/demo/world.ts");
    const { default: config } = await import(file);
    expect(config.language).toBe(language);
    expect(Object.keys(config.sources)).toEqual(["crm", "wts"]);
    for (const name of Object.keys(config.sources)) expect(exampleSecrets.sources).toHaveProperty(name);
  },
);

/** Every text that it may say; those that are put together are given something to say. */
const textsIn = (words: unknown): string[] => {
  if (typeof words === "string") return [words];
  if (typeof words === "function") return textsIn(words("X", ["Y"]).replace("npm run", ""));
  return Object.values(Object(words)).flatMap(textsIn);
};

test("in Portuguese no English word is left, and nothing is missing in either language", () => {
  const [english, portuguese] = [textsIn(demoWords.en), textsIn(demoWords["pt-BR"])];
  expect(portuguese).toHaveLength(english.length);
  expect(portuguese.length).toBeGreaterThan(50);
  // A header is a word in capitals, as a code is.
  expect(
    portuguese
      .map((text) => text.toLowerCase())
      .flatMap(englishIn)
      .filter((word) => word !== "status"),
  ).toEqual([]);
});

test("what it does not understand is said before anything is built", async () => {
  const { stderr, code } = await promisify(execFile)(process.execPath, ["local/demo.ts", "--language", "fr"]).catch(
    (error) => error,
  );
  expect([code, stderr]).toEqual([1, "the demo takes --language en or --language pt-BR, and nothing else\n"]);
});
