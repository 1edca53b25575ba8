// A line is written past the console: Lambda puts its own columns before whatever goes over that.
import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";

const logFile = new URL("../../lib/runtime/log.ts", import.meta.url).href;

test("a line has nothing before it where the console is Lambda's, and ends by itself", () => {
  const program = `for (const level of ["log", "info", "warn", "error"]) console[level] = (text) => process.stdout.write("time\\trequest\\tINFO\\t" + text);
const { jsonLog } = await import(${JSON.stringify(logFile)});
jsonLog().info("one", { count: 1 }); jsonLog().error("two");`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8" });
  expect(printed).toBe('{"level":"info","message":"one","count":1}\n{"level":"error","message":"two"}\n');
});
