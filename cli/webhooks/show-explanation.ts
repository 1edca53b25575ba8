// `explain <file>`: the steps as people read them, or as JSON.
import type { HooksConfig } from "../../lib/config.ts";
import { type Doors, parseDoors } from "../../lib/core/doors.ts";
import { instantMs } from "../../lib/core/instant.ts";
import { readSecretsFile } from "../../local/aws/read-secrets-file.ts";
import { defaultSecretsFile } from "../../local/stack.ts";
import { signRequest } from "../../local/webhooks/sign-request.ts";
import { Failure } from "../failure.ts";
import { maskPersonal } from "../mask-personal.ts";
import type { Output } from "../output.ts";
import { type Explanation, explainDelivery, explainedAt } from "./explain-delivery.ts";
import { findSource } from "./find-source.ts";
import { readRequestFile } from "./read-request.ts";

interface ExplainCommand {
  file: string;
  /** Where the file is a bare body, or of another source. */
  source?: string;
  /** As its sender would sign it now: samples have no signature. */
  sign: boolean;
  at?: string;
  reveal: boolean;
}

/** Of the stack that runs here or would run here: nothing has to be running to explain something. */
export const localDoors = (environment: NodeJS.ProcessEnv): Doors =>
  parseDoors(JSON.stringify(readSecretsFile(environment.LOCAL_SECRETS_FILE || defaultSecretsFile).doors));

const lines = ({ source, steps, verdict }: Explanation, reveal: boolean): string[] => [
  `source        ${source}`,
  ...steps.flatMap(({ step, ok, says, shows }) => [
    ...says.map((text, index) => `${index === 0 ? step.padEnd(13) : " ".repeat(13)} ${ok ? "✓" : "✗"} ${text}`),
    ...(shows === undefined || shows === null
      ? []
      : JSON.stringify(reveal ? shows : masked(shows), null, 2)
          .split("\n")
          .map((text) => `${" ".repeat(16)}${text}`)),
  ]),
  `verdict       ${verdict}`,
];

const masked = (value: unknown): unknown => (Array.isArray(value) ? value.map(maskPersonal) : maskPersonal(value));

export const showExplanation = async (
  output: Output,
  { doors, config }: { doors: Doors; config: HooksConfig },
  options: ExplainCommand,
): Promise<void> => {
  const { file, sign, reveal } = options;
  if (options.at !== undefined && instantMs(options.at) === undefined)
    throw new Failure("--at must be a date and time, such as 2026-11-30T18:00:00Z");
  const { request, isEvent } = readRequestFile(file);
  const name = options.source ?? request.path.source;
  if (name === undefined) throw new Failure(`${file} is a bare body: say whose it is with --source`);
  const source = findSource(config, name);
  const now = explainedAt(options.at);
  let explained = { ...request, path: { ...request.path, source: name } };
  if (sign) {
    const [secret] = doors.sources.get(name)?.secrets ?? [];
    if (secret === undefined) throw new Failure(`the doors secret has no secret for ${name}: it cannot be signed`);
    const signed = signRequest(request, { name, source, secret, publicUrl: config.publicUrl, now });
    const [path = "", rawQuery = ""] = signed.pathAndQuery.split("?");
    const token = path.split("/")[3];
    explained = {
      ...explained,
      ...{ headers: signed.headers, bytes: signed.body, rawQuery },
      path: { source: name, ...(token !== undefined && { token: decodeURIComponent(token) }) },
      query: Object.fromEntries(new URLSearchParams(rawQuery)),
    };
  }
  const explanation = await explainDelivery(explained, { config, name, source, doors, now });
  output.json(
    reveal
      ? explanation
      : {
          ...explanation,
          steps: explanation.steps.map(({ shows, ...step }) => ({
            ...step,
            ...(shows !== undefined && { shows: masked(shows) }),
          })),
        },
  );
  for (const line of lines(explanation, reveal)) output.line(line);
  if (!isEvent && !sign)
    output.line("\nThe file is a bare body, without the signature: --sign shows the rest as if it had been signed.");
  if (!reveal) output.line("\nTexts and phone numbers are hidden; --reveal shows them.");
};
