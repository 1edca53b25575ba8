// The commands that a bundle has in place of the SDK's are as the SDK's for whoever sends them.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "@jest/globals";
import { build, type Plugin } from "esbuild";

const { sdkOnLambda }: { sdkOnLambda: Plugin } = await import(
  new URL("../../../scripts/build/sdk-on-lambda.mjs", import.meta.url).href
);

const folder = mkdtempSync(join(tmpdir(), "sdk-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Commands = Readonly<Record<string, new (input: object) => { input: object; schema: readonly unknown[] }>>;

const bundled = async (client: string, contents: string): Promise<{ commands: Commands; text: string }> => {
  const outfile = join(folder, `${client}.mjs`);
  await build({
    ...{ bundle: true, format: "esm", platform: "node", mainFields: ["module", "main"], logLevel: "error", outfile },
    stdin: { contents, resolveDir: process.cwd() },
    plugins: [sdkOnLambda],
  });
  return { commands: await import(pathToFileURL(outfile).href), text: readFileSync(outfile, "utf8") };
};

test.each(["dynamodb", "eventbridge", "secrets-manager", "sqs"])(
  "each command of client-%s has its input and its operation's name",
  async (client) => {
    const theirs: Record<string, unknown> = await import(`@aws-sdk/client-${client}`);
    const names = Object.keys(theirs).filter((name) => name.endsWith("Command") && !name.startsWith("$"));
    expect(names.length).toBeGreaterThan(10);
    const { commands } = await bundled(client, `export * from "@aws-sdk/client-${client}";`);
    const input = { Name: "a" };
    for (const name of names) {
      const [their, our] = [theirs as Commands, commands].map((made) => new (made[name] as Commands[string])(input));
      expect([name, our?.input, our?.schema[2]]).toEqual([name, their?.input, their?.schema[2]]);
    }
  },
);

test("what names one command has no other", async () => {
  const { text } = await bundled("one", `export { SendMessageCommand } from "@aws-sdk/client-sqs";`);
  expect(text).toContain('"SendMessage"');
  expect(text).not.toContain("ReceiveMessage");
  expect(text.length).toBeLessThan(1_000);
});
