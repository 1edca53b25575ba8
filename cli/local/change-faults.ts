// `local fault`: has WTS, or a part of AWS, fail here as it fails in life, until it is switched off or used up.
import { alignedTable } from "../display/aligned-table.ts";
import { Failure } from "../failure.ts";
import { localWords } from "./local-words.ts";
import type { LocalWorld } from "./with-local-world.ts";

export const awsParts = ["sqs", "dynamodb", "eventbridge", "secretsmanager"] as const;
export const faultyParts = ["wts", ...awsParts, "off"] as const;
export type FaultyPart = (typeof faultyParts)[number];
export type AwsPart = (typeof awsParts)[number];

export interface FaultOptions {
  times: number | undefined;
  /** A share from 0 to 1. */
  rate: number | undefined;
  delaySeconds: number | undefined;
  /** A part of a WTS path. */
  path: string | undefined;
}

const kinds = ["hang", "reset", "lost", "slow"] as const;

export interface WtsFault {
  status?: number;
  hang?: true;
  drop?: true | "after";
  delayMs?: number;
  times?: number;
  rate?: number;
  path?: string;
}
export interface AwsFault {
  mode: "fail" | (typeof kinds)[number];
  delayMs?: number;
  times?: number;
  rate?: number;
}

/** What `local fault --json` prints: what fails now, also after a change. */
export interface FaultsAnswer {
  readonly account: string;
  readonly wts: readonly WtsFault[];
  /** Null: it is well. */
  readonly aws: Readonly<Record<AwsPart, AwsFault | null>>;
}

const secondsMs = 1_000;

/** In the stand-in's own words. */
const wtsFault = (what: string, { times, rate, delaySeconds = 3, path }: FaultOptions): WtsFault => {
  const common = {
    ...(times !== undefined && { times }),
    ...(rate !== undefined && { rate }),
    ...(path !== undefined && { path }),
  };
  if (/^[45]\d\d$/.test(what)) return { status: Number(what), ...common };
  if (what === "hang") return { hang: true, ...common };
  if (what === "reset") return { drop: true, ...common };
  if (what === "lost") return { drop: "after", ...common };
  if (what === "slow") return { delayMs: delaySeconds * secondsMs, ...common };
  throw new Failure(`WTS does not fail by "${what}": name a status from 400 to 599, or one of ${kinds.join(", ")}`);
};

const awsFault = (part: AwsPart, what: string, { times, rate, delaySeconds = 3, path }: FaultOptions): AwsFault => {
  if (path !== undefined) throw new Failure(`--path is one of WTS's paths, and ${part} has none: leave it out`);
  const mode = (["fail", ...kinds] as const).find((kind) => kind === what);
  if (mode === undefined)
    throw new Failure(`${part} does not fail by "${what}": name one of ${["fail", ...kinds].join(", ")}`);
  return {
    mode,
    ...(mode === "slow" && { delayMs: delaySeconds * secondsMs }),
    ...(times !== undefined && { times }),
    ...(rate !== undefined && { rate }),
  };
};

const wtsWord = ({ status, hang, drop, delayMs }: WtsFault): string => {
  if (status !== undefined) return String(status);
  if (hang) return "hang";
  if (drop === "after") return "lost";
  return drop ? "reset" : `slow ${(delayMs ?? 0) / secondsMs} s`;
};

const awsWord = ({ mode, delayMs }: AwsFault): string =>
  mode === "slow" ? `slow ${(delayMs ?? secondsMs) / secondsMs} s` : mode;

export const listFaults = async (world: LocalWorld): Promise<void> => {
  const { output, locale, account } = world;
  const say = localWords[locale.language];
  const [ofWts, ofAws] = await Promise.all([
    world.wts<WtsFault[]>("GET", "faults"),
    world.aws<Record<AwsPart, AwsFault | null>>("GET", "__faults"),
  ]);
  output.json({ account, wts: ofWts, aws: ofAws } satisfies FaultsAnswer);
  const rows = [
    ...ofWts.map((fault) => ["wts", wtsWord(fault), fault.path, say.howOften(fault)]),
    ...awsParts.flatMap((part) => {
      const fault = ofAws[part];
      return fault ? [[part, awsWord(fault), undefined, say.howOften(fault)]] : [];
    }),
  ];
  if (rows.length === 0) return output.line(say.noFaults);
  output.line(...alignedTable([say.faultHeads, ...rows]));
};

const wellAgain = Object.fromEntries(awsParts.map((part) => [part, null]));

export const changeFaults = async (
  world: LocalWorld,
  part: FaultyPart,
  what: string | undefined,
  options: FaultOptions,
): Promise<void> => {
  const isOff = part === "off" || what === "off";
  if (!isOff && what === undefined)
    throw new Failure(
      `how does ${part} fail? name it, such as \`local fault ${part} ${part === "wts" ? 500 : "fail"}\``,
    );
  if (part === "off") {
    await world.wts("DELETE", "faults");
    await world.aws("PUT", "__faults", wellAgain);
  } else if (part === "wts") {
    // The newest replaces those before it: of two that fit, only the first would ever be seen.
    await world.wts("POST", "faults", isOff ? [] : [wtsFault(what ?? "", options)]);
  } else await world.aws("PUT", "__faults", { [part]: isOff ? null : awsFault(part, what ?? "", options) });
  await listFaults(world);
};
