// What the other tests here rely on finds what it is there for: each page is good but for one thing.
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Listening, listen } from "../../local/listen.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { expectFits } from "./support/expect-fits.ts";
import { tabTo } from "./support/tab-to.ts";
import { withPage } from "./support/with-page.ts";

const page = (body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title></head><body><main><h1>A page</h1>${body}</main></body></html>`;

const pages: Readonly<Record<string, string>> = {
  "/": page('<p>All is well.</p><a href="/one">One</a> <button type="button">Two</button>'),
  "/inline": page("<script>document.title = 'ran';</script>"),
  "/attribute": page('<img src="data:," alt="" onerror="alert(1)">'),
  "/missing": page('<img src="/nothing.png" alt="A picture">'),
  "/elsewhere": page('<img src="http://elsewhere.invalid/a.png" alt="A picture">'),
  "/thrown": page('<script src="/thrown.js"></script>'),
  "/dialog": page('<script src="/dialog.js"></script>'),
  "/nameless": page("<button type=button></button>"),
  "/pale": page('<p class="pale">Who can read this?</p><link rel="stylesheet" href="/pale.css">'),
  "/wide": page('<p class="wide">From here to there</p><link rel="stylesheet" href="/wide.css">'),
  "/held": page('<div class="held"><p class="wide">From here</p></div><link rel="stylesheet" href="/wide.css">'),
};

const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
  "/thrown.js": ["text/javascript", "throw new Error('nobody caught it')"],
  "/dialog.js": ["text/javascript", "alert('here I am')"],
  "/pale.css": ["text/css", ".pale { color: #eee; background: #fff; }"],
  "/wide.css": ["text/css", ".wide { width: 900px; } .held { overflow-x: auto; }"],
  "/favicon.ico": ["image/x-icon", ""],
};

/** The console's own, or stricter. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

let server: Listening;
beforeAll(async () => {
  const answering = createServer(({ url = "" }, response) => {
    const html = pages[url];
    const [type, text] = html === undefined ? (files[url] ?? []) : ["text/html", html];
    response.setHeader("content-security-policy", policy);
    if (type === undefined) response.writeHead(404).end();
    else response.setHeader("content-type", type).end(text);
  });
  server = await listen(answering, 0);
});
afterAll(() => server.stop());

const visit = (path: string): Promise<void> =>
  withPage({}, async (opened) => {
    await opened.page.goto(`${server.url}${path}`);
  });

describe("a page fails its story", () => {
  test.each([
    ["where it ran a script that its policy forbids", "/inline", /Content Security Policy/],
    ["where foreign text became a handler", "/attribute", /Content Security Policy/],
    ["where something of it is not there", "/missing", /404/],
    ["where it asks somebody else", "/elsewhere", /Content Security Policy/],
    ["where an error was not caught", "/thrown", /nobody caught it/],
    ["where a dialog opened", "/dialog", /here I am/],
  ])("%s", async (_title, path, problem) => {
    await expect(visit(path)).rejects.toThrow(problem);
  });

  test("and not where all is well", async () => {
    await visit("/");
  });

  test("nor where the story wanted it so", async () => {
    const forgotten = await withPage({}, async ({ page: opened, watched }) => {
      await opened.goto(`${server.url}/missing`);
      return watched.forget(/404/);
    });
    expect(forgotten).toBe(1);
  });
});

describe("under the strictest policy", () => {
  test.each([
    ["a button without a name is found", "/nameless", /button-name/],
    ["and so is text that is too pale", "/pale", /color-contrast/],
  ])("%s", async (_title, path, rule) => {
    const look = withPage({}, async (opened) => {
      await opened.page.goto(`${server.url}${path}`);
      await expectAccessible(opened.page);
    });
    await expect(look).rejects.toThrow(rule);
  });

  test("a good page is found to be one", async () => {
    await withPage({ theme: "dark" }, async (opened) => {
      await opened.page.goto(`${server.url}/`);
      await expectAccessible(opened.page);
    });
  });
});

describe("on a phone", () => {
  const fits = (path: string): Promise<void> =>
    withPage({ width: 390 }, async (opened) => {
      await opened.page.goto(`${server.url}${path}`);
      await expectFits(opened.page);
    });

  test("what is wider than its window is named", async () => {
    await expect(fits("/wide")).rejects.toThrow(/p\.wide .+From here to there/);
  });

  test("what scrolls by itself may be wide", async () => {
    await fits("/held");
  });
});

test("the keyboard comes to a button, and not to what is not there to be come to", async () => {
  await withPage({}, async ({ page: opened }) => {
    await opened.goto(`${server.url}/`);
    expect(await tabTo(opened, opened.getByRole("button", { name: "Two" }))).toBe(2);
    await expect(tabTo(opened, opened.getByRole("heading"))).rejects.toThrow(/never had the focus/);
  });
});

test("a page knows whose it is", async () => {
  await withPage({ language: "pt-BR", width: 390, theme: "dark" }, async ({ page: opened }) => {
    await opened.goto(`${server.url}/`);
    const seen = "[navigator.language, innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]";
    expect(await opened.evaluate(seen)).toEqual(["pt-BR", 390, true]);
  });
});
