// Jest reads the same TypeScript Node runs: types are stripped, nothing is compiled, so lines and columns stay exact.
import { createHash } from "node:crypto";
import { stripTypeScriptTypes } from "node:module";

const cacheVersion = `strip-1-${process.version}`;

export default {
  canInstrument: false,
  getCacheKey: (source, path, options) =>
    createHash("sha1")
      .update(cacheVersion)
      .update(path)
      .update(source)
      .update(String(options.instrument))
      .digest("hex"),
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: "strip" }) }),
};
