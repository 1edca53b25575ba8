// Loads a module of the product: in a clone it is TypeScript where it stands, in what npm installed JavaScript below product/.
import { existsSync } from "node:fs";

const isClone = existsSync(new URL("../lib/config.ts", import.meta.url));

/** The address of a module that is compiled for what npm installs; the path has no extension. */
export const ownModule = (path) => new URL(isClone ? `../${path}.ts` : `../product/${path}.js`, import.meta.url);

/** The address of a file that is the same in both. */
export const ownFile = (path) => new URL(isClone ? `../${path}` : `../product/${path}`, import.meta.url);
