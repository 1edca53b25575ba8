// Parts that others made are installed once, however many ask for them at the same time.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type InstallTarget, installedFolder, installOnce, isInstalled } from "../../../judges/install/install-once.ts";

let target: InstallTarget;
beforeEach(() => {
  target = { home: mkdtempSync(join(tmpdir(), "judges-")), part: "moto", inputs: ["moto==5"] };
});
afterEach(() => rmSync(target.home, { recursive: true }));

const make = async (folder: string): Promise<void> => {
  writeFileSync(join(folder, "made"), "x", { flag: "wx" });
};

describe("installOnce", () => {
  test("makes a part once, and has nothing to do the second time", async () => {
    expect(isInstalled(target)).toBe(false);
    expect(await installOnce(target, make)).toBe(true);
    expect(isInstalled(target)).toBe(true);
    expect(await installOnce(target, () => Promise.reject(new Error("made twice")))).toBe(false);
    expect(readFileSync(join(installedFolder(target), "made"), "utf8")).toBe("x");
  });

  test("of several that ask at once one makes it, and the others wait for that", async () => {
    let waited = 0;
    const gate = Promise.withResolvers<void>();
    const slowly = async (folder: string): Promise<void> => {
      await gate.promise;
      await make(folder);
    };
    const onWait = (): void => {
      waited += 1;
      if (waited === 2) gate.resolve();
    };
    const made = await Promise.all([1, 2, 3].map(() => installOnce(target, slowly, onWait)));
    expect(made.toSorted()).toEqual([false, false, true]);
  });

  test("what was begun and not finished is made anew, and counts as nothing until then", async () => {
    const failing = installOnce(target, async (folder) => {
      await make(folder);
      throw new Error("no network");
    });
    await expect(failing).rejects.toThrow("no network");
    expect(isInstalled(target)).toBe(false);
    mkdirSync(installedFolder(target), { recursive: true });
    expect(await installOnce(target, make)).toBe(true);
  });

  test("another version is another folder, and the old one stays for who uses it", async () => {
    await installOnce(target, make);
    const newer = { ...target, inputs: ["moto==6"] };
    expect(isInstalled(newer)).toBe(false);
    await installOnce(newer, make);
    expect(readdirSync(target.home)).toHaveLength(2);
    expect(existsSync(installedFolder(target))).toBe(true);
  });
});
