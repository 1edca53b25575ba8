// `npm run browser:install`: installs the Chromium of `npm run test:browser` where apt-get can, or says what this machine lacks.
import { chromiumFile } from "./chromium-file.ts";
import { MissingTool } from "./install/missing-tool.ts";
import { canRun, runProgram } from "./install/run-program.ts";

const versionOf = async (file: string): Promise<string> => {
  try {
    return (await runProgram(file, ["--version"])).trim();
  } catch (error) {
    throw new MissingTool(`Chromium was expected at ${file}, and does not start: ${Object(error).message}`);
  }
};

const install = async (): Promise<void> => {
  const byHand = "`apt-get install chromium` on Debian, or set CHROMIUM to the file of one that is installed elsewhere";
  if (process.getuid?.() !== 0 || !(await canRun("apt-get")))
    throw new MissingTool(`this machine has no Chromium, and only root may install one with apt-get: ${byHand}`);
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  await runProgram("apt-get", ["update", "-qq"], { environment });
  await runProgram("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { environment });
};

try {
  if (chromiumFile(process.env) === undefined) await install();
  const file = chromiumFile(process.env);
  if (file === undefined)
    throw new MissingTool("Chromium was installed and is still not found: set CHROMIUM to its file");
  console.log(`${await versionOf(file)}, ${file}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
