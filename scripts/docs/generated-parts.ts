// What of the documents is made from code, each part by its name; a page says where one goes.
import { badVerdicts } from "../../cli/exit-codes.ts";
import { failureCodes } from "../../cli/failure.ts";
import { autoClosePolicyShape } from "../../lib/auto-close/rules/auto-close-policy.ts";
import { reasonCodes, sessionCodes } from "../../lib/auto-close/rules/reason-codes.ts";
import { configShape } from "../../lib/config.ts";
import { alertCodes, mendingCommand } from "../../lib/core/alert.ts";
import { commandNames, commandProperties } from "../../lib/core/command/command.ts";
import { fieldNames, propertiesOf } from "../../lib/core/command/field-mask.ts";
import { type FieldRow, rowOf } from "../../lib/core/command/field-rows.ts";
import { type FaultKind, faults } from "../../lib/core/faults.ts";
import { metricNames, metricRows } from "../../lib/core/metrics.ts";
import { routingPolicy } from "../../lib/routing/rules/routing-policy.ts";
import { reasons } from "../../lib/webhooks/signatures/reasons.ts";
import type { Scheme } from "../../lib/webhooks/signatures/scheme.ts";
import { schemes } from "../../lib/webhooks/signatures/schemes.ts";
import { sourcesShape } from "../../lib/webhooks/sources/sources.ts";
import { catalogueParts } from "./catalogue-parts.ts";
import {
  alertNotes,
  reasonNotes,
  rejectionNotes,
  routingReasonNotes,
  sessionCodeNotes,
  skipNotes,
} from "./code-notes.ts";
import { commandNotes } from "./command-notes.ts";
import { commandReference } from "./command-reference.ts";
import { configNotes, sourceNotes } from "./config-notes.ts";
import { assumptionTable, idleTable, millionTable, monthTable } from "./cost-tables.ts";
import { holidayTable, leftOutTable } from "./holiday-tables.ts";
import { neverOverHttp } from "./http-faults.ts";
import { beyondTable } from "./interfaces/beyond-schemas.ts";
import { publishedEvents } from "./interfaces/event-schemas.ts";
import { schemaFileOf, takenEvents } from "./interfaces/schema-files.ts";
import { licenceTable } from "./licence-table.ts";
import { code, markdownTable } from "./markdown-table.ts";
import { metricNotes } from "./metric-notes.ts";
import { noteTable, requireNotes } from "./notes.ts";
import { autoCloseNotes, routingNotes } from "./policy-notes.ts";
import { portugueseCommands } from "./portuguese-commands.ts";
import { probeTable } from "./probe-tables.ts";
import { retentionTable } from "./retention-table.ts";
import { hmacNotes, schemeNotes } from "./scheme-notes.ts";
import { keyTable } from "./shape-keys.ts";
import { controlTable, routeTable, switchTable } from "./stand-in-tables.ts";
import { storeTable } from "./store-table.ts";
import { environmentTable, scriptTable } from "./tool-tables.ts";

const errorTable = (): string =>
  markdownTable(
    ["Code", "HTTP", "Repeat?", "What happened", "What to do"],
    Object.values<FaultKind>(faults).map((kind) => [
      code(kind.code),
      neverOverHttp.has(kind) ? "–" : String(kind.status),
      kind.retryable ? "yes" : "no",
      kind.summary,
      kind.remedy,
    ]),
  );

const schemaTable = (): string => {
  const rows = (types: object, direction: string): string[][] =>
    Object.keys(types).map((type) => [type, direction, `[${schemaFileOf(type)}](schemas/${schemaFileOf(type)})`]);
  return markdownTable(
    ["Event", "Who puts it on the bus", "Schema"],
    [...rows(takenEvents, "you"), ...rows(publishedEvents, "we")],
  );
};

const verdictTable = (): string =>
  markdownTable(
    ["Command", "Answers 1 also if"],
    Object.entries(badVerdicts).map(([words, found]) => [code(words), found]),
  );

const failureTable = (): string =>
  markdownTable(
    ["Code", "Means"],
    Object.entries(failureCodes).map(([name, meaning]) => [code(name), meaning]),
  );

const codeTable = (
  header: string,
  notes: Readonly<Record<string, string>>,
  codes: readonly string[] = Object.keys(notes),
): string =>
  markdownTable(
    [header, "Means"],
    codes.map((name) => [code(name), notes[name] ?? ""]),
  );

const schemeFile = "scripts/docs/scheme-notes.ts";

const schemeTable = (): string => {
  requireNotes(schemes.keys(), schemeNotes, schemeFile);
  return markdownTable(
    ["Scheme", "Sender", "What is signed", "The secret", "Notes"],
    [...schemes.keys()].map((name) => {
      const { sender = "", signed = "", secret = "", notes = "" } = schemeNotes[name] ?? {};
      return [code(name), sender, signed, secret, notes];
    }),
  );
};

/** What it does when it is told no more than the header. */
const hmacPresets = ({ recipes }: Scheme): Readonly<Record<string, string>> => {
  const [recipe] = typeof recipes === "function" ? recipes({ scheme: "hmac", header: "x-signature" }) : recipes;
  if (recipe.kind !== "signature" || recipe.algorithm.type === "ed25519" || typeof recipe.content !== "string")
    throw new Error("hmac is a scheme of signatures with a template");
  return { hash: recipe.algorithm.hash, encoding: recipe.encoding, content: recipe.content };
};

const hmacTable = (): string => {
  const hmac = schemes.get("hmac");
  if (!hmac?.options) throw new Error("there is no scheme hmac with options");
  requireNotes(Object.keys(hmac.options), hmacNotes, schemeFile);
  const presets = hmacPresets(hmac);
  return noteTable(
    "Option of `hmac`",
    Object.entries(hmacNotes).map(([name, note]) => ({ name, note, preset: JSON.stringify(presets[name]) })),
  );
};

const commandTable = (): string => {
  const takenBy = Map.groupBy(
    commandNames.flatMap((command) => commandProperties(command).map((property) => ({ command, property }))),
    ({ property }) => property,
  );
  requireNotes(takenBy.keys(), commandNotes, "scripts/docs/command-notes.ts");
  return markdownTable(
    ["Property", "Of", "Takes"],
    Object.entries(commandNotes).map(([property, takes]) => {
      const commands = (takenBy.get(property) ?? []).map(({ command }) => code(command));
      return [code(property), commands.length === commandNames.length ? "all" : commands.join(", "), takes];
    }),
  );
};

const meaningOfNull = (row: FieldRow): string => {
  const clears = row.parse ? row.nullClears === true : true;
  return clears ? "clears it" : "refused";
};

const presentShown = ({ present }: FieldRow): string => (present === false ? "no: WTS does not show it" : "yes");

const fieldTable = (): string =>
  markdownTable(
    ["Field", "Given as", "`null`", "A dry run shows the present value", "An outcome shows the value"],
    fieldNames.map((field) => {
      const row = rowOf(field);
      const given = propertiesOf(field).map(code).join(", ");
      return [code(field), given, meaningOfNull(row), presentShown(row), row.inOutcome ? "yes" : "no"];
    }),
  );

const alertTable = (): string =>
  markdownTable(
    ["Code", "Means", "What is to be typed"],
    alertCodes.map((name) => {
      const cause = { account: "default", code: name, policy: "<policy>", run: "<run>" };
      return [code(name), alertNotes[name], code(mendingCommand(cause))];
    }),
  );

const metricTable = (): string =>
  markdownTable(
    ["Metric", "Unit", "Statistic", "What it counts"],
    metricNames.map((name) => {
      const { unit, statistic } = metricRows[name];
      return [code(name), unit, statistic, metricNotes[name]];
    }),
  );

const configFile = "scripts/docs/config-notes.ts";
const policyFile = "scripts/docs/policy-notes.ts";

/** Pages of costs are read in both languages. */
const costParts = Object.fromEntries(
  (["en", "pt-BR"] as const).flatMap((language) => [
    [`cost of a month, ${language}`, () => monthTable(language)],
    [`commands of a session, ${language}`, () => assumptionTable(language)],
    [`cost of a million, ${language}`, () => millionTable(language)],
    [`cost at rest, ${language}`, () => idleTable(language)],
  ]),
);

const parts: Readonly<Record<string, () => string>> = {
  ...costParts,
  ...catalogueParts,
  "error table": errorTable,
  "properties of commands": commandTable,
  "fields of an update": fieldTable,
  configuration: () => keyTable("Key", configShape, configNotes, configFile),
  "keys of a source": () => keyTable("Property", sourcesShape._zod.def.valueType, sourceNotes, configFile),
  "auto-close policy": () => keyTable("Key of a policy", autoClosePolicyShape, autoCloseNotes, policyFile),
  "routing policy": () => keyTable("Key of a policy", routingPolicy, routingNotes, policyFile),
  "auto-close reasons": () => codeTable("Reason", reasonNotes, reasonCodes),
  "session codes": () => codeTable("Code", sessionCodeNotes, sessionCodes),
  "routing reasons": () => codeTable("Reason", routingReasonNotes),
  "people passed over": () => codeTable("Of a person", rejectionNotes),
  "policies passed over": () => codeTable("Of a policy", skipNotes),
  "alert codes": alertTable,
  "reasons of a 401": () => codeTable("`reason` of a 401", reasons),
  schemes: schemeTable,
  "options of hmac": hmacTable,
  "environment variables": environmentTable,
  commands: commandReference,
  "commands-pt": portugueseCommands,
  "beyond schemas": beyondTable,
  "schemas of events": schemaTable,
  "bad verdicts": verdictTable,
  "codes of failures": failureTable,
  "npm scripts": scriptTable,
  metrics: metricTable,
  holidays: holidayTable,
  "days that are no holidays": leftOutTable,
  "how long each thing is kept": retentionTable,
  "licences of what is deployed": licenceTable,
  "where something lies": storeTable,
  "routes of the stand-in": routeTable,
  "control requests of the stand-in": controlTable,
  "switches of the stand-in": switchTable,
  "what the probe settles, en": () => probeTable("en"),
  "what the probe settles, pt-BR": () => probeTable("pt-BR"),
};

export const partNames: readonly string[] = Object.keys(parts);

/** In an item of a list it is indented. */
const marked = /^( *)<!-- made by npm run docs: (.+?) -->\n[\s\S]*?^\1<!-- end -->$/gm;

/** The names of the parts that a page has. */
export const partsOf = (page: string): readonly string[] => [...page.matchAll(marked)].map(([, , name = ""]) => name);

/** The page as it should be; throws where it asks for a part that there is not. */
export const withGeneratedParts = (page: string): string =>
  page.replaceAll(marked, (_before, indent: string, name: string) => {
    const make = parts[name];
    if (!make) throw new Error(`there is no part "${name}"; there are ${partNames.join(", ")}`);
    const made = `<!-- made by npm run docs: ${name} -->\n\n${make()}\n\n<!-- end -->`;
    return made.replaceAll(/^(?=.)/gm, indent);
  });
