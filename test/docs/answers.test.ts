// Every request that a document prints with an answer is answered so, in the order of the page.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Answer, type RunningStack, request, runStack } from "../support/running-stack.ts";
import { type Block, blocks } from "./support/documents.ts";

let running: RunningStack;
beforeAll(async () => {
  running = await runStack();
});
beforeEach(() => running.admin("POST", "reset"));
afterAll(() => running.stop());

interface Example {
  readonly curl: string;
  readonly answer: string;
}

/** Each curl line with the answer printed below it. */
const examplesOf = (page: readonly Block[]): readonly Example[] =>
  page.flatMap(({ kind, text }, index) => {
    const answer = page[index + 1];
    return kind === "sh" && text.startsWith("curl ") && answer?.kind === "json"
      ? [{ curl: text, answer: answer.text }]
      : [];
  });

const examples = [...Map.groupBy(blocks, ({ page }) => page)]
  .map(([page, inside]) => [page, examplesOf(inside)] as const)
  .filter(([, inside]) => inside.length > 0);

const send = (curl: string): Promise<Answer> => {
  const [, path = ""] = /http:\/\/127\.0\.0\.1:3000([^\s']*)/.exec(curl) ?? [];
  const [, method = "GET"] = /-X (\w+)/.exec(curl) ?? [];
  const [, token = null] = /Bearer ([^']+)'/.exec(curl) ?? [];
  const [, raw] = /-d '([^']*)'/.exec(curl) ?? [];
  return request(running.stack.url + path, { method, token, ...(raw !== undefined && { raw }) });
};
/** "…" stands for what differs each time. */
const shown = (answer: string): unknown => JSON.parse(answer, (_key, value) => (value === "…" ? undefined : value));

test("there are five in English, at least", () => {
  const english = examples.filter(([page]) => !page.includes("pt-BR")).flatMap(([, inside]) => inside);
  expect(english.length).toBeGreaterThanOrEqual(5);
});

test.each(examples)("%s", async (_page, inside) => {
  for (const { curl, answer } of inside) expect((await send(curl)).body).toMatchObject(shown(answer) as object);
});
