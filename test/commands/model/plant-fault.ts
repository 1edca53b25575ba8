// Loads the lifecycle once more with one fault in its source, as somebody might write it.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

export interface PlantedFault {
  /** What is wrong, in the words of who finds it. */
  readonly what: string;
  /** The file, from the folder of the project. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export type LifecycleParts = typeof import("./lifecycle-parts.ts");

const root = new URL("../../../", import.meta.url).href;
const planted: PlantedFault[] = [];

/** A module that is asked for with ?planted=n asks for all of ours with it, so that none of them is the one without the fault. */
const queryOf = (url: string | undefined): string | undefined => /\?planted=\d+$/.exec(url ?? "")?.[0];

registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const resolved = nextResolve(specifier, context);
    const query = queryOf(context.parentURL);
    const isOurs = resolved.url.startsWith(root) && !resolved.url.includes("/node_modules/");
    return query && isOurs && !queryOf(resolved.url) ? { ...resolved, url: resolved.url + query } : resolved;
  },
  load: (url, context, nextLoad) => {
    const query = queryOf(url);
    const fault = query && planted[Number(query.slice("?planted=".length))];
    if (!fault || !url.startsWith(root + fault.file)) return nextLoad(url, context);
    const source = readFileSync(fileURLToPath(url.slice(0, -query.length)), "utf8");
    if (source.split(fault.from).length !== 2)
      throw new Error(`${fault.file} does not hold "${fault.from}" once: the fault "${fault.what}" cannot be planted`);
    return { format: "module-typescript", source: source.replace(fault.from, () => fault.to), shortCircuit: true };
  },
});

export const withPlanted = async (fault: PlantedFault): Promise<LifecycleParts> => {
  planted.push(fault);
  const url = new URL(`lifecycle-parts.ts?planted=${planted.length - 1}`, import.meta.url);
  return (await import(url.href)) as LifecycleParts;
};
