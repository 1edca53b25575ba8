// Builds a written source, and asks it what it makes of its samples: as `explain` would, in a process that may fail.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { HooksConfig } from "../../lib/config.ts";
import { readingOf } from "../../lib/core/command/reading-of.ts";
import { Fault } from "../../lib/core/faults.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { MappingBox } from "../../lib/webhooks/mapping/mapping-box.ts";
import { understandDelivery } from "../../lib/webhooks/mapping/understand-delivery.ts";
import type { DeliveryRequest } from "../../lib/webhooks/receiving/delivery-url.ts";
import { storeDelivery } from "../../lib/webhooks/receiving/store-delivery.ts";
import { checkSources } from "../../lib/webhooks/sources/check-sources.ts";
import type { Source } from "../../lib/webhooks/sources/sources.ts";
import { openBox } from "../webhooks/open-box.ts";
import { readRequest } from "../webhooks/read-request.ts";
import type { Sample } from "./writing/samples.ts";

export interface Ran {
  /** "filtered": the source's filter took it out. "refused": nothing would be done, since something is wrong. */
  readonly came: "commands" | "filtered" | "nothing" | "refused";
  readonly commands: readonly object[];
  readonly problems: readonly string[];
}

/** As a mapping gives it: how its session is named, and what it says. */
const shownCommand = ({ targeted: { command, reference } }: QueuedCommand): object => {
  const { sessionId, command: name, ...said } = command;
  const values = Object.entries(said).filter(([key]) => key !== "fields");
  return {
    command: name,
    ...(reference ? { session: reference.locator } : { sessionId }),
    ...Object.fromEntries(values),
  };
};

interface WrittenSource {
  readonly name: string;
  readonly exportName: string;
  readonly file: string;
}

const configText = ({ name, exportName, file }: WrittenSource, config: HooksConfig | undefined): string =>
  [
    'import { defineConfig } from "wts-session-hooks";',
    `import { ${exportName} } from ${JSON.stringify(pathToFileURL(file).href)};`,
    `export default defineConfig({`,
    `  timeZone: ${JSON.stringify(config?.timeZone ?? "America/Sao_Paulo")},`,
    `  phoneCountry: ${JSON.stringify(config?.phoneCountry ?? "BR")},`,
    `  sources: { ${JSON.stringify(name)}: ${exportName} },`,
    "});",
    "",
  ].join("\n");

interface Runner {
  readonly name: string;
  readonly source: Source;
  readonly config: HooksConfig;
  readonly box: MappingBox;
}

const runOne = async ({ name, source, config, box }: Runner, request: DeliveryRequest): Promise<Ran> => {
  const { account } = config;
  try {
    const stored = storeDelivery(
      { ...request, path: { source: name } },
      { name, source, account, secrets: [], publicUrl: undefined, now: new Date(clock.now()) },
    );
    const { passed, items } = await understandDelivery(source, stored, { ...readingOf(config)(account), box });
    const commands = items.flatMap((item) => (item.kind === "command" ? [shownCommand(item)] : []));
    return { came: !passed ? "filtered" : commands.length === 0 ? "nothing" : "commands", commands, problems: [] };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { message, issues } = error;
    const problems = issues.map((issue) => (issue.path === "" ? issue.message : `${issue.path}: ${issue.message}`));
    return { came: "refused", commands: [], problems: problems.length > 0 ? problems : [message] };
  }
};

/** Throws CONFIG_INVALID for a source that the build would refuse. */
export const runSamples = async (
  written: WrittenSource,
  samples: readonly Sample[],
  given: HooksConfig | undefined,
): Promise<readonly Ran[]> => {
  const folder = mkdtempSync(join(tmpdir(), "n8n-"));
  const file = join(folder, "hooks.config.ts");
  writeFileSync(file, configText(written, given));
  const box = openBox({ HOOKS_CONFIG: file });
  try {
    const config: HooksConfig = (await import(pathToFileURL(file).href)).default;
    checkSources(config);
    const source = config.sources[written.name];
    if (source === undefined) return [];
    const ran: Ran[] = [];
    for (const { headers, query, body } of samples) {
      const { request } = readRequest(Buffer.from(JSON.stringify({ headers, query, body })));
      ran.push(await runOne({ name: written.name, source, config, box }, request));
    }
    return ran;
  } finally {
    box.stop();
    rmSync(folder, { recursive: true });
  }
};
