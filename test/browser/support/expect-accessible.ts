// Asks axe-core whether a page can be used by those who do not see it, or have no mouse.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@jest/globals";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const options: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
};

/** As many elements of a rule as one reads. */
const shownElements = 5;

/**
 * Nothing serious, nothing critical. It is evaluated by the debugger, to which the page's policy for scripts does not apply: as a script
 * tag it would ask for a policy that is weaker than the one that is tested.
 */
export const expectAccessible = async (page: Page): Promise<void> => {
  await page.evaluate(source);
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults;
  const found = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, impact, help, nodes }) => ({
      rule: `${id} (${impact}): ${help}`,
      elements: nodes.slice(0, shownElements).map(({ html, failureSummary = "" }) => `${html}: ${failureSummary}`),
    }));
  expect(found).toEqual([]);
};
