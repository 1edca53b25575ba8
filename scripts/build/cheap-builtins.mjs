// An ESM import of one of Node's modules evaluates each getter it has, which loads undici, web crypto and streams of files that nobody
// asked for: 25 ms of every cold start (docs/decisions/002).
import { builtinModules } from "node:module";

const isModule = new Set(builtinModules);

/** Few invocations compress anything or start a process: what these have is loaded by the first call. */
const loadedLate = new Set(["child_process", "zlib"]);

/** Each name is read only if something uses it; what uses none of them does not load the module. */
const contentsOf = async (name) => {
  const { default: whole, "module.exports": _, ...parts } = await import(`node:${name}`);
  const found = `process.getBuiltinModule("node:${name}")`;
  const isCalled = (part) => loadedLate.has(name) && typeof part === "function";
  return [
    `const of = (name) => ${found}[name];`,
    ...Object.entries(parts).map(([key, part]) =>
      isCalled(part)
        ? `export const ${key} = (...given) => of("${key}")(...given);`
        : `export const ${key} = /* @__PURE__ */ of("${key}");`,
    ),
    ...(whole === undefined ? [] : [`export default /* @__PURE__ */ ${found};`]),
  ].join("\n");
};

export const cheapBuiltins = {
  name: "cheap-builtins",
  setup(bundler) {
    bundler.onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path }) => {
      const name = path.replace(/^node:/, "");
      return isModule.has(name) ? { path: name, namespace: "cheap-builtins", sideEffects: false } : undefined;
    });
    bundler.onLoad({ filter: /.*/, namespace: "cheap-builtins" }, async ({ path }) => ({
      contents: await contentsOf(path),
    }));
  },
};
