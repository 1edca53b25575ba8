// Why a configuration cannot be loaded, such as one in the middle of an edit.
import { Fault } from "../lib/core/faults.ts";
import { Failure } from "./failure.ts";
import { ownPlace } from "./own-place.ts";

const remedies: Readonly<Record<string, string>> = {
  ReferenceError: "; import it at the top of that file, or correct its name",
  SyntaxError: "; `npm run build` shows the line",
};

/** In one line: the stack would be one of ours. What the configuration refuses by itself is said as it is. */
export const describeLoadError = (error: unknown, file = "hooks.config.ts"): unknown => {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  const { name, message } = error;
  return new Failure(`${file} cannot be loaded: ${message}${ownPlace(error)}${remedies[name] ?? ""}`);
};
