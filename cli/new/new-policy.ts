// `new policy`: writes a worked policy into the user's folder, lists it, and says how to look at what it would do.
import { relative } from "node:path";
import { type PolicyKind, policyKinds } from "../../catalogue/policy-kinds.ts";
import type { HooksConfig } from "../../lib/config.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { alignedTable } from "../display/aligned-table.ts";
import type { Output } from "../display/output.ts";
import { Failure } from "../failure.ts";
import { freeIdentifier } from "./free-identifier.ts";
import { type Listing, linesToPaste, listInConfig, namesOfConfig } from "./list-in-config.ts";
import type { NewPlace } from "./new-place.ts";
import { newWords } from "./new-words.ts";
import { testCommand } from "./test-command.ts";
import { summaryOf } from "./worked-text.ts";
import { refuseExisting, writeFiles } from "./write-files.ts";
import { filesOfPolicy, workedPolicy } from "./written-policy.ts";

export const listPolicies = (output: Output, language: Language): void => {
  const rows = policyKinds.map((kind) => ({ kind: kind.kind, does: summaryOf(language, workedPolicy(kind)) }));
  output.json({ policies: rows });
  output.line(...alignedTable([newWords[language].policyHeads, ...rows.map(({ kind, does }) => [kind, does])]));
};

const eventsOfWts = ["SESSION_NEW", "SESSION_UPDATE"];

/** Without a source that publishes them, nobody says to routing that there is a new session. */
const lacksEvents = (kind: PolicyKind, config: HooksConfig | undefined): boolean => {
  const wanted = kind.part === "routing" ? kind.policy.when.filter((each) => eventsOfWts.includes(String(each))) : [];
  const published = Object.values(config?.sources ?? {}).flatMap(({ publish = [] }) => publish);
  return wanted.some((each) => !published.includes(String(each)));
};

/** Throws a Failure before anything is written, where something of it exists already. */
export const newPolicy = (
  kind: PolicyKind,
  name: string,
  { folder, configFile, config, language, output, cwd }: NewPlace,
): void => {
  const say = newWords[language];
  if (config?.[kind.part].policies.some((policy) => policy.name === name)) throw new Failure(say.nameTaken(name));
  const identifier = freeIdentifier(name, namesOfConfig(configFile), "Policy");
  const files = filesOfPolicy({ kind, name, identifier, language });
  refuseExisting(folder, files, say.existing(name));
  writeFiles(folder, files);
  const listing: Listing = {
    ...{ file: configFile, path: [kind.part, "policies"], item: identifier },
    importLine: `import { ${identifier} } from "./policies/${name}.ts";`,
  };
  const isListed = listInConfig(listing);

  const shownConfig = relative(cwd, configFile) || configFile;
  const isClosing = kind.part === "autoClose";
  const commands = [
    [testCommand(folder, `policies/${name}.test.ts`), say.tests],
    isClosing
      ? ["npm run hooks -- auto-close --dry-run", say.previewClose]
      : ["npm run hooks -- route <sessionId> --explain", say.previewMove],
  ] as const;
  const needsEvents = lacksEvents(kind, config);
  output.json({
    ...{ kind: kind.kind, name, files: files.map(({ path }) => path), needsEvents },
    config: { file: shownConfig, listed: isListed, ...(!isListed && { lines: linesToPaste(listing) }) },
    try: commands.map(([command]) => command),
  });
  output.line(say.wrote, ...files.map(({ path }) => `  ${path}`));
  if (isListed) output.line(say.listed(shownConfig));
  else output.line(say.paste(shownConfig), ...linesToPaste(listing).map((line) => `  ${line}`));
  output.line(say.order);
  if (needsEvents) output.line(say.needsEvents);
  output.line(isClosing ? say.closeGuard(`npm run hooks -- auto-close confirm ${name}`) : say.moveGuard);
  output.line("", say.tryIt, ...alignedTable(commands).map((line) => `  ${line}`));
};
