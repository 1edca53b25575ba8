// Wherever a configuration stands, the package it imports is this one, as in the build.
import { registerHooks } from "node:module";

const ownUrl = new URL("../lib/config.ts", import.meta.url).href;

/** For the process as a whole, before anything is read. */
export const findOwnPackage = (): void => {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "wts-session-hooks" ? { url: ownUrl, shortCircuit: true } : next(specifier, context),
  });
};
