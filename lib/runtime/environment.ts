// The only place where process.env is read: a function names what it needs, and gets all that is missing in one error.
import { refuseConfig } from "../core/config-problems.ts";

type Values<Required extends string, Optional extends string> = Readonly<
  Record<Required, string> & Partial<Record<Optional, string>>
>;

/** A blank value counts as missing. Throws CONFIG_INVALID naming every missing variable, never a value. */
export const readEnvironment = <Required extends string, Optional extends string = never>(
  { required, optional = [] }: { required: readonly Required[]; optional?: readonly Optional[] },
  environment: NodeJS.ProcessEnv = process.env,
): Values<Required, Optional> => {
  const read = (name: string) => environment[name]?.trim() || undefined;
  refuseConfig(
    "the environment",
    required.filter((name) => read(name) === undefined).map((name) => `${name}: must be set`),
  );
  const present = [...required, ...optional].filter((name) => read(name) !== undefined);
  return Object.freeze(Object.fromEntries(present.map((name) => [name, read(name)]))) as Values<Required, Optional>;
};
