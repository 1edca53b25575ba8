// Finds a module of ours that is started or loaded by its address: in a clone it is TypeScript, in what npm installed JavaScript.
import { extname } from "node:path";

/** The path has no extension: it is that of `from`, which is `import.meta.url` of whoever asks. */
export const ownModule = (path: string, from: string): URL =>
  new URL(`${path}${extname(new URL(from).pathname)}`, from);
