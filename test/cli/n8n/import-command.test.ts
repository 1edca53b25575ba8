// `n8n import`: what is written, what is said, and what the exit code is.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { sampleFiles } from "../../../local/sample-files.ts";
import { englishIn } from "../../support/english-words.ts";
import { runHere } from "../support/hooks-for-tests.ts";
import { webhook, workflowOf, wts } from "./support/workflow.ts";

const example = fileURLToPath(new URL("./workflows/pedido-pago.json", import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "n8n-user-"));
  writeFileSync(
    join(folder, "hooks.config.ts"),
    'import { defineConfig } from "wts-session-hooks";\nexport default defineConfig({ language: "pt-BR", sources: {} });\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const hooks = (...args: string[]) =>
  runHere(["n8n", "import", ...args], { HOOKS_CONFIG: join(folder, "hooks.config.ts"), LOCAL_SECRETS_FILE: "" });
const written = (file: string): string => readFileSync(join(folder, "sources", file), "utf8");
const save = (content: unknown): string => {
  const file = join(folder, "flow.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};
const conclude = wts("Conclui", { operation: "concludeSession", sessionId: "={{ $json.body.sessionId }}" });

test("a workflow with a TODO is written, said and tried, and nothing is overwritten", async () => {
  const { code, stdout, stderr } = await hooks(example);
  expect([code, stderr]).toEqual([1, expect.stringContaining("2 passos do fluxo ficam com você")]);
  expect(stdout).toContain('nó "Escolhe a equipe" (Code): um programa seu');
  expect(stdout).toContain("exemplo 1 (fixado no n8n): vira");
  expect(stdout).toMatch(/\{"command":"update","session":\{"contactPhone":"…00"\},"status":"PENDING"/);
  expect(englishIn(stdout.replaceAll(/\{".*\}|npm run hooks/g, ""))).toEqual([]);
  expect(written("pedido-pago.ts")).toContain("// TODO: nó");
  const configuration = readFileSync(join(folder, "hooks.config.ts"), "utf8");
  expect(configuration).toContain('import { pedidoPago } from "./sources/pedido-pago.ts";');
  expect(configuration).toMatch(/sources: \{\s*"pedido-pago": pedidoPago/);
  expect(JSON.parse(written("pedido-pago.sample.json")).body.pedido.numero).toBe(4711);
  // `send` finds it without a name.
  expect(sampleFiles("pedido-pago", folder)[0]).toBe(join(folder, "sources/pedido-pago.sample.json"));
  expect(sampleFiles("pedido", folder)).toEqual([]);
  const { sources } = JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8"));
  expect(sources["pedido-pago"]).toEqual([expect.stringContaining("local-pedido-pago-secret")]);
  expect(stdout).toMatch(/secrets\.json já tem um segredo inventado para pedido-pago/);
  const again = await hooks(example);
  expect([again.code, again.stderr]).toEqual([
    1,
    expect.stringMatching(/sources.pedido-pago\.ts, .* are there already, and nothing was written/),
  ]);
});

test("one that is carried whole exits 0, and --json says it to programs", async () => {
  const file = save([
    workflowOf([webhook("Conclui"), conclude]),
    { workflow: workflowOf([webhook("Conclui"), conclude]) },
  ]);
  const { code, stdout, stderr } = await hooks(file, "--json", "--language", "en", "--name", "loja");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { workflows } = JSON.parse(stdout);
  expect(
    workflows.map(({ sources: [source] }: { sources: { name: string; todos: [] }[] }) => [source?.name, source?.todos]),
  ).toEqual([
    ["loja", []],
    ["loja-2", []],
  ]);
  expect(workflows[0].sources[0].ran).toEqual([
    { came: "commands", commands: [expect.objectContaining({ command: "complete" })], problems: [] },
  ]);
});

test("a workflow that calls no WTS is not said to be carried", async () => {
  const { code, stdout, stderr } = await hooks(save(workflowOf([webhook()])), "--language", "en");
  expect([code, stderr]).toEqual([1, expect.stringContaining("1 source does nothing: is this the workflow")]);
  expect(stdout).toContain("no step of this flow changes a session");
});

test("nothing is written of what is no workflow, or has no webhook", async () => {
  for (const [content, said] of [
    ["{", "is not valid JSON"],
    [{ nodes: 1 }, "has no nodes"],
    [workflowOf([conclude]), "não há webhook neste arquivo"],
  ] as const) {
    const { code, stderr } = await hooks(save(content));
    expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
  }
  expect(existsSync(join(folder, "sources"))).toBe(false);
});

test.each([
  [["--stage", "prod"], "asks no stage"],
  [["--name", "../fora"], "Expected the name of a source"],
])("%j is wrong usage", async (args, said) => {
  const { code, stderr } = await hooks(example, ...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
});
