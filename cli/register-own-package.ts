// Lets a configuration find the package it imports: wherever it stands, that is this one, as in the build.
import { registerHooks } from "node:module";

const ownUrl = new URL("../lib/config.ts", import.meta.url).href;

/** It holds for the process as a whole, so it is called before anything is read. */
export const registerOwnPackage = (): void => {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "wts-session-hooks" ? { url: ownUrl, shortCircuit: true } : next(specifier, context),
  });
};
