// What the guides show of an imported workflow is what an import writes, in the language of the page; and it does what they say.
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { importWorkflow } from "../../cli/n8n/import-workflow.ts";
import { parseWorkflows } from "../../cli/n8n/workflow/read-workflows.ts";
import { deliver } from "../../testing/deliver.ts";
import { load } from "../cli/n8n/support/workflow.ts";
import { blocksOfKind } from "./support/documents.ts";

const file = new URL("../cli/n8n/workflows/pedido-pago.json", import.meta.url);
const sourceIn = (language: "en" | "pt-BR") => {
  const [workflow] = parseWorkflows("pedido-pago.json", readFileSync(file, "utf8"));
  const [source] = workflow ? importWorkflow(workflow, { language, hosts: [], used: new Set() }).sources : [];
  if (!source) throw new Error("the workflow has no webhook");
  return source;
};

const shown = blocksOfKind("ts imported");

test("both guides show it", () => {
  expect(shown.map(([, { page }]) => page).sort()).toEqual(["docs/guides/from-n8n.md", "docs/pt-BR/from-n8n.md"]);
});

test.each(shown)("%s", (_place, { page, text }) => {
  expect(text).toBe(sourceIn(page.startsWith("docs/pt-BR/") ? "pt-BR" : "en").text);
});

test("the pinned delivery becomes an update and a message; one of another shop does nothing", async () => {
  const { samples, ...source } = sourceIn("en");
  const [{ headers, query, body } = { headers: {}, query: {}, body: {} }] = samples;
  const loaded = await load(source);
  const { commands } = await deliver(loaded, { headers, query, body });
  const session = { contactPhone: "5511987650000" };
  expect(commands).toEqual([
    { command: "update", session, status: "PENDING", metadata: { pedido: "4711" } },
    { command: "message", session, text: "Pedido 4711 pago, Ana Souza!" },
  ]);
  const other = { ...Object(body), pedido: { ...Object(body).pedido, loja: "norte" } };
  expect((await deliver(loaded, { headers, query, body: other })).commands).toEqual([]);
});
