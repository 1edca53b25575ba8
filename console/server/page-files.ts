// The files of the page: made when the product was packed, or, in a clone, now.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type PageFiles = ReadonlyMap<string, PageFile>;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

const packed = fileURLToPath(new URL("../page", import.meta.url));

const asFile = (name: string, bytes: Uint8Array): [string, PageFile] => [
  name,
  { type: types[extname(name)] ?? "application/octet-stream", bytes: new Uint8Array(bytes) },
];

/** By name; "index.html" is the page. */
export const pageFiles = async (): Promise<PageFiles> => {
  if (existsSync(packed))
    return new Map(readdirSync(packed).map((name) => asFile(name, readFileSync(join(packed, name)))));
  const { bundlePage } = await import("../../scripts/console/bundle-page.mjs");
  return new Map((await bundlePage()).map(({ name, bytes }) => asFile(name, bytes)));
};
