// Bundles the page of the console: one script, one style sheet, and the document that names them.
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const browser = fileURLToPath(new URL("../../console/browser/", import.meta.url));

/** Nothing stands in it that a strict policy would refuse: no style, no script of its own. */
const document = (script, style) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>wts-session-hooks</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/${style}">
</head>
<body>
<div id="app"></div>
<noscript>This page needs JavaScript.</noscript>
<script type="module" src="/assets/${script}"></script>
</body>
</html>
`;

/** Answers the files, `{ name, bytes }` each. */
export const bundlePage = async () => {
  const { outputFiles } = await build({
    entryPoints: [`${browser}main.tsx`],
    outdir: browser,
    entryNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: ["es2024"],
    jsx: "automatic",
    jsxImportSource: "preact",
    // Whoever is told of an error sees where in our files it was.
    sourcemap: false,
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const files = outputFiles.map(({ path, contents }) => ({ name: basename(path), bytes: contents }));
  const named = (end) => files.find(({ name }) => name.endsWith(end))?.name ?? "";
  const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f766e"/><path d="M8 11a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3h-4l-5 4v-4h-1a3 3 0 0 1-3-3z" fill="#fff"/><path d="m12.5 14 2.5 2.5 4.5-5" fill="none" stroke="#0f766e" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return [
    ...files,
    { name: "icon.svg", bytes: Buffer.from(icon) },
    { name: "index.html", bytes: Buffer.from(document(named(".js"), named(".css"))) },
  ];
};
