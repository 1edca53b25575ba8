// Whose folder a command works in: it is found from where one stands, and never by a path from our own source.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { productFolder, userConfigFile, userFolder } from "../../local/user-folder.mjs";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "user-folder-")));
afterAll(() => rmSync(scratch, { recursive: true }));

const folderWith = (name: string, ...files: readonly string[]): string => {
  const folder = join(scratch, name);
  mkdirSync(join(folder, "sources"), { recursive: true });
  for (const file of files) writeFileSync(join(folder, file), "export default {};\n");
  return folder;
};

const mine = folderWith("mine", "hooks.config.ts");
const other = folderWith("other", "another.config.ts");

describe("the user's folder is", () => {
  test("the one in which they stand, if it has a hooks.config.ts", () => {
    expect(userFolder({}, mine)).toBe(mine);
    expect(userConfigFile({}, mine)).toBe(join(mine, "hooks.config.ts"));
  });

  test("the same where they stand in a folder of it", () => {
    expect(userFolder({}, join(mine, "sources"))).toBe(mine);
  });

  test("the same where HOOKS_CONFIG names a configuration that stands elsewhere, which is then the one that counts", () => {
    const environment = { HOOKS_CONFIG: join(other, "another.config.ts") };
    expect(userFolder(environment, mine)).toBe(mine);
    expect(userConfigFile(environment, mine)).toBe(join(other, "another.config.ts"));
  });

  test("that of HOOKS_CONFIG where they stand in none, and a relative name begins where they stand", () => {
    const environment = { HOOKS_CONFIG: "another.config.ts" };
    expect(userFolder(environment, other)).toBe(other);
    expect(userConfigFile(environment, other)).toBe(join(other, "another.config.ts"));
  });

  test("the clone where nothing says another, and an empty HOOKS_CONFIG says nothing", () => {
    for (const environment of [{}, { HOOKS_CONFIG: "" }]) {
      expect(userFolder(environment, other)).toBe(productFolder);
      expect(userConfigFile(environment, other)).toBe(join(productFolder, "hooks.config.ts"));
    }
    expect(productFolder).toBe(process.cwd());
  });
});
