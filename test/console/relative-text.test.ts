// How long ago something was, as the page says it.
import { expect, test } from "@jest/globals";
import { relativeText } from "../../console/browser/components/relative-text.ts";

const hourMs = 3_600_000;

test.each([
  [-47 * hourMs, "1 day ago", "há 1 dia"],
  [-49 * hourMs, "2 days ago", "há 2 dias"],
  [47 * hourMs, "in 1 day", "em 1 dia"],
  [-1.9 * hourMs, "1 hr. ago", "há 1 h"],
  [-59_000, "now", "agora"],
])("%d ms are %s: no unit that is not over, and no name of a day that it was not", (ms, english, portuguese) => {
  expect(relativeText(ms, "en")).toBe(english);
  expect(relativeText(ms, "pt-BR")).toBe(portuguese);
});
