// Loaded before any TypeScript: an older Node would stop at the first type, with a message about syntax.
if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    [
      `This needs Node 24, and ${process.execPath} is ${process.version}.`,
      "On Linux (x64, arm64), `npm ci` brings Node 24 along, and everything started by `npm run` or `npx` uses it.",
      "Elsewhere, install Node 24 first: https://nodejs.org/en/download",
    ].join("\n"),
  );
  process.exit(1);
}
