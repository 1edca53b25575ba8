// A configuration in the middle of an edit is answered with one line, and its place.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { describeError } from "../../cli/describe-error.ts";
import { describeLoadError } from "../../cli/hooks-config.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import { runProcess } from "./support/hooks-for-tests.ts";

/** As Node throws it while it loads a file. */
const thrown = (error: Error, stack: string): string =>
  describeError(describeLoadError(Object.assign(error, { stack })));

test.each([
  [
    "a source that is listed and not imported",
    new ReferenceError("loja is not defined"),
    "ReferenceError: loja is not defined\n    at file:///home/ana/hooks/hooks.config.ts:21:81\n    at run (node:internal/x:1:2)",
    "loja is not defined (hooks.config.ts:21:81); import it at the top of that file, or correct its name",
  ],
  [
    "a comma that is missing",
    new SyntaxError("Expected ',', got 'ident'"),
    "file:///home/ana/hooks/sources/loja.ts:2\n  verify: 1 filter: 2\n            ^\n\nSyntaxError: Expected ','\n    at parse (node:internal/x:1:2)",
    "Expected ',', got 'ident' (sources/loja.ts:2); `npm run build` shows the line",
  ],
  [
    "a file that is not there",
    new Error("Cannot find module '/home/ana/hooks/sources/lojja.ts' imported from /home/ana/hooks/hooks.config.ts"),
    "Error: Cannot find module\n    at finalizeResolution (node:internal/modules/esm/resolve:275:11)",
    "Cannot find module '/home/ana/hooks/sources/lojja.ts' imported from /home/ana/hooks/hooks.config.ts",
  ],
])("%s", (_what, error, stack, said) => {
  expect(thrown(error, stack)).toBe(`hooks.config.ts cannot be loaded: ${said}`);
});

test("what the configuration refuses by itself is said as it is", () => {
  const fault = new Fault(faults.configInvalid, { message: "hooks.config.ts is not valid:\n  - timeZone: must be …" });
  expect(describeLoadError(fault)).toBe(fault);
});

test("everything that is wrong is said at once: what is refused at first sight, and what the sources say", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hooks-config-"));
  const file = join(folder, "hooks.config.ts");
  writeFileSync(
    file,
    `import { defineConfig } from "wts-session-hooks";
export default defineConfig({ limits: { share: 80 }, sources: { loja: { verify: "hmca", map: { statu: "body.x" } } } } as never);`,
  );
  const { code, stdout } = await runProcess(["explain", file, "--source", "loja", "--json"], { HOOKS_CONFIG: file });
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error).toEqual({
    code: "CONFIG_INVALID",
    message: "hooks.config.ts is not valid:",
    details: [
      { message: "limits.share: must be at most 1, and is 80" },
      { message: "sources.loja.verify: hmca is no scheme we know; the nearest one is hmac" },
      { message: "sources.loja.map.sessionId: SessionID is empty!" },
      { message: "sources.loja.map.statu: statu is not a property of update; the nearest one is status" },
    ],
  });
});
