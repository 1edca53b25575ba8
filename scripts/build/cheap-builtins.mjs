// An ESM import of one of Node's modules evaluates each getter it has, which loads undici, web crypto and streams of files that nobody
// asked for: 25 ms of every cold start (docs/decisions/002).
import { builtinModules } from "node:module";

const isModule = new Set(builtinModules);

/** Each name is read only if something uses it; what uses none of them does not load the module. */
const contentsOf = async (name) => {
  const names = Object.keys(await import(`node:${name}`)).filter(
    (each) => each !== "default" && each !== "module.exports",
  );
  return [
    `const of = (name) => process.getBuiltinModule("node:${name}")[name];`,
    ...names.map((each) => `export const ${each} = /* @__PURE__ */ of("${each}");`),
    `export default /* @__PURE__ */ process.getBuiltinModule("node:${name}");`,
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
