// `npm run test:aws`: runs what test/deployed says of a deployed stack, on parts of AWS that others made.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { installedRuntime, localStackPython, motoPython } from "./installed.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const run = async (args: readonly string[]): Promise<number> => {
  const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
  const [code] = await once(child, "close");
  return Number(code ?? 1);
};

try {
  installedRuntime();
  motoPython();
  localStackPython();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
const jest = ["--disable-warning=ExperimentalWarning", "node_modules/jest/bin/jest.js"];
process.exitCode = await run([...jest, "--config", "jest.aws.config.mjs", ...process.argv.slice(2)]);
