// Lets a configuration find the package it imports: wherever it stands, that is this one, as in the build.
import { registerHooks } from "node:module";
import { ownModule } from "./own-module.ts";

const ownUrl = ownModule("../lib/config", import.meta.url).href;

/** It holds for the process as a whole, so it is called before anything is read. */
export const registerOwnPackage = (): void => {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "wts-session-hooks" ? { url: ownUrl, shortCircuit: true } : next(specifier, context),
  });
};
