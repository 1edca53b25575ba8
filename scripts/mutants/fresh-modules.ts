// Loads the project anew for each mutant within one process: libraries stay, which is most of what a start costs.
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { pathToFileURL } from "node:url";

const fileOf = (url: string): string => url.replace(/[?#].*$/, "");

export interface FreshModules {
  /** From now on every module of the project is another one, and the given source stands in for a file's own. */
  begin: (mutated?: { url: string; source: string }) => void;
}

export const registerFreshModules = (root: string): FreshModules => {
  const rootUrl = pathToFileURL(`${root}/`).href;
  const stripped = new Map<string, string>();
  let generation = 0;
  let mutated: { url: string; source: string } | undefined;

  const isOwn = (url: string): boolean => url.startsWith(rootUrl) && !url.includes("/node_modules/");
  const strippedSource = (url: string): string => {
    const source = stripped.get(url) ?? stripTypeScriptTypes(readFileSync(new URL(url), "utf8"));
    stripped.set(url, source);
    return source;
  };

  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      return isOwn(resolved.url) ? { ...resolved, url: `${resolved.url}#${generation}` } : resolved;
    },
    load: (url, context, next) => {
      const file = fileOf(url);
      if (!isOwn(url) || !file.endsWith(".ts")) return next(url, context);
      const source = file === mutated?.url ? stripTypeScriptTypes(mutated.source) : strippedSource(file);
      return { format: "module", source, shortCircuit: true };
    },
  });
  return {
    begin: (given) => {
      generation += 1;
      mutated = given;
    },
  };
};
