// What stands for AWS goes with whoever started it, however they went: a run that is killed leaves no server behind.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "@jest/globals";
import { until } from "./support/until.ts";

const program = join(import.meta.dirname, "support/start-cloud.ts");

const isUp = async (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

test("moto and LocalStack end when the process that started them is killed", async () => {
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const { motoUrl, sqsUrl, folder } = JSON.parse(line);
    expect([await isUp(motoUrl), await isUp(sqsUrl)]).toEqual([true, true]);
    child.kill("SIGKILL");
    await until(async () => !(await isUp(motoUrl)) && !(await isUp(sqsUrl)), "both to be gone");
    rmSync(folder, { recursive: true, force: true });
  } finally {
    child.kill("SIGKILL");
  }
}, 240_000);
