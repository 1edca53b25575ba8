// The project as it would be deployed, with one of the bench's configurations: its template, and each function's files unpacked.
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { unpack } from "../../local/lambda/unpack.ts";
import { packageFunctions } from "../../local/package-functions.ts";
import { readTemplate, type Template } from "../../local/template/template.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export type ConfigName = "paths" | "jsonata" | "functions";

export interface Packaged {
  readonly packageDir: string;
  templateAt(sqsEndpoint: string): Template;
  /** Where the files of a function's zip are, which is its LAMBDA_TASK_ROOT. */
  taskRootOf(functionName: string): string;
  /** Of what runs, without texts; the mapping box is a program of its own. */
  bytesOf(functionName: string): { readonly codeBytes: number; readonly boxBytes: number };
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** It lies in .local/bench, where whoever wonders about a number can look at it. */
export const packageWith = async (name: ConfigName): Promise<Packaged> => {
  const folder = join(root, ".local/bench", name);
  rmSync(folder, { recursive: true, force: true });
  const configFile = join(root, "bench/configs", `${name}.ts`);
  const packageDir = await packageFunctions({ configFile, folder });
  const taskRootOf = (functionName: string): string => {
    const taskRoot = join(folder, "tasks", functionName);
    if (mkdirSync(taskRoot, { recursive: true }) !== undefined)
      unpack(join(packageDir, `${functionName}.zip`), taskRoot);
    return taskRoot;
  };
  return {
    packageDir,
    templateAt: (sqsEndpoint) => readTemplate(packageDir, sqsEndpoint),
    taskRootOf,
    bytesOf: (functionName) => {
      const programs = filesBelow(taskRootOf(functionName)).filter((file) => /\.m?js$/.test(file));
      const bytes = (files: readonly string[]): number => files.reduce((sum, file) => sum + statSync(file).size, 0);
      const isBox = (file: string): boolean => basename(file) === "mapping-box.mjs";
      return {
        codeBytes: bytes(programs.filter((file) => !isBox(file))),
        boxBytes: bytes(programs.filter(isBox)),
      };
    },
  };
};
