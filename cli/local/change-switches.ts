// `local switch`: what nobody outside knows of WTS, and how the stand-in behaves in it; each position is a way WTS may be.
import { nearestHint } from "../../lib/core/names.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { Failure } from "../failure.ts";
import { localWords } from "./local-words.ts";
import { switchText } from "./switch-words.ts";
import type { LocalWorld } from "./with-local-world.ts";

interface Catalogued {
  values: readonly string[];
  unknown: string;
}

export interface SwitchRow {
  readonly name: string;
  readonly position: string;
  readonly values: readonly string[];
  /** What is not known of WTS, in English. */
  readonly unknown: string;
}

/** What `local switch --json` prints: all of them, or the one that is named. */
export interface SwitchesAnswer {
  readonly account: string;
  readonly switches: readonly SwitchRow[];
}

const readSwitches = async (world: LocalWorld): Promise<readonly SwitchRow[]> => {
  const [catalogue, positions] = await Promise.all([
    world.wts<Record<string, Catalogued>>("GET", "switches/catalogue"),
    world.wts<Record<string, string>>("GET", "switches"),
  ]);
  return Object.entries(catalogue).map(([name, { values, unknown }]) => ({
    name,
    position: positions[name] ?? "",
    values,
    unknown,
  }));
};

const show = (world: LocalWorld, switches: readonly SwitchRow[]): void => {
  const { output, locale, account } = world;
  const say = localWords[locale.language];
  output.json({ account, switches } satisfies SwitchesAnswer);
  output.line(
    ...alignedTable([
      say.switchHeads,
      ...switches.map(({ name, position, values, unknown }) => [
        name,
        position,
        values.filter((value) => value !== position).join(", "),
        switchText(name, unknown, locale.language),
      ]),
    ]),
  );
};

const called = (switches: readonly SwitchRow[], name: string): SwitchRow => {
  const found = switches.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = switches.map((each) => each.name);
  throw new Failure(`no switch is called ${name}${nearestHint(name, names)}: \`local switch\` lists them`);
};

export const showSwitches = async (world: LocalWorld, name: string | undefined): Promise<void> => {
  const switches = await readSwitches(world);
  show(world, name === undefined ? switches : [called(switches, name)]);
};

export const changeSwitch = async (world: LocalWorld, typed: string, value: string): Promise<void> => {
  const { name, values } = called(await readSwitches(world), typed);
  if (!values.includes(value)) throw new Failure(`${name} is one of ${values.join(", ")}, not ${value}`);
  await world.wts("PUT", "switches", { [name]: value });
  await showSwitches(world, name);
};
