// The documents as a whole: short enough to be read, and every link leads somewhere.
import { dirname, join } from "node:path/posix";
import { describe, expect, test } from "@jest/globals";
import { exists, pageAt, pages, proseOf } from "./support/documents.ts";

describe("sizes", () => {
  const readmes = pages.filter(({ path }) => /^README/.test(path));

  test("there is a README", () => {
    expect(readmes.map(({ path }) => path)).toContain("README.md");
  });

  test.each(readmes.map((page) => [page.path, page.text]))("%s is read in one go", (_path, text) => {
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(170);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_000);
  });

  // The change log only grows.
  const limited = pages.filter(({ path }) => path !== "CHANGELOG.md");

  test.each(limited.map(({ path, text }) => [path, text]))("%s has no more than 25000 bytes", (_path, text) => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(25_000);
  });
});

describe("links", () => {
  /** They are made as GitHub makes them. */
  const anchorsOf = (text: string): ReadonlySet<string> => {
    const titles = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, title = ""]) =>
      title
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(/\s/g, "-"),
    );
    // A title that comes again has a number.
    const counts = new Map<string, number>();
    const anchors = titles.map((title) => {
      const count = counts.get(title) ?? 0;
      counts.set(title, count + 1);
      return count === 0 ? title : `${title}-${count}`;
    });
    return new Set(anchors);
  };
  const links = pages.flatMap((page) => {
    const prose = proseOf(page).replaceAll(/`[^`\n]+`/g, "code");
    const found = prose.matchAll(/\]\(([^)\s]+)\)|\b(?:href|src)="([^"]+)"/g);
    return [...found]
      .map(([, inText, inTag]) => inText ?? inTag ?? "")
      .filter((link) => !/^[a-z]+:/.test(link))
      .map((link) => ({ page, link }));
  });

  test("there are many", () => {
    expect(links.length).toBeGreaterThan(30);
  });

  test("every one leads to a file, and every anchor to a heading", () => {
    const broken = links.flatMap(({ page, link }) => {
      const [file = "", anchor] = link.split("#");
      const path = file === "" ? page.path : join(dirname(page.path), decodeURIComponent(file));
      if (!exists(path)) return [`${page.path}: ${link}: there is no such file`];
      if (anchor === undefined) return [];
      const anchors = anchorsOf(proseOf(pageAt(path)));
      return anchors.has(decodeURIComponent(anchor)) ? [] : [`${page.path}: ${link}: there is no such heading`];
    });
    expect(broken).toEqual([]);
  });
});
