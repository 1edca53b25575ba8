// `new source`: writes a worked source of a sender into the user's folder, lists it, and says what is to be entered where.
import { relative } from "node:path";
import type { Sender } from "../../catalogue/sender.ts";
import { senders } from "../../catalogue/senders.ts";
import { foldWord, nearest } from "../../lib/core/names.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { resolveScheme } from "../../lib/webhooks/signatures/resolve-scheme.ts";
import { madeUpSecret } from "../../local/made-up-secret.ts";
import { alignedTable } from "../display/aligned-table.ts";
import type { Output } from "../display/output.ts";
import { Failure } from "../failure.ts";
import { freeIdentifier } from "./free-identifier.ts";
import { keepPlaceholders } from "./keep-placeholder.ts";
import { type Listing, linesToPaste, listInConfig, namesOfConfig } from "./list-in-config.ts";
import type { NewPlace } from "./new-place.ts";
import { newWords } from "./new-words.ts";
import { testCommand } from "./test-command.ts";
import { summaryOf } from "./worked-text.ts";
import { refuseExisting, writeFiles } from "./write-files.ts";
import { answersFileOf, filesOfSource, isPublisher, sampleFileOf, senderName, workedSource } from "./written-source.ts";

/** People write "Mercado Pago", "mercado-pago" and "mercadopago". */
const wordsOf = ({ key, title, also = [] }: Sender): string[] => [key, title, ...also].map(foldWord);

export const findSender = (typed: string): Sender | undefined =>
  senders.find((sender) => wordsOf(sender).includes(foldWord(typed)));

export const nearestSender = (typed: string): string | undefined => {
  const near = nearest(foldWord(typed), senders.flatMap(wordsOf));
  return senders.find((sender) => near !== undefined && wordsOf(sender).includes(near))?.key;
};

export const listSenders = (output: Output, language: Language): void => {
  const rows = senders.map((sender) => ({
    sender: sender.title,
    key: sender.key,
    does: summaryOf(language, workedSource(sender)),
  }));
  output.json({ senders: rows });
  output.line(
    ...alignedTable([newWords[language].senderHeads, ...rows.map(({ sender, key, does }) => [sender, key, does])]),
  );
};

/** Where the secret stands at the end of the address, so does it here. */
const addressOf = ({ source: { verify } }: Sender, name: string, language: Language): string => {
  const { yourApi, theSecret } = newWords[language];
  const resolved = resolveScheme(verify);
  const [recipe] = resolved.ok ? resolved.recipes : [];
  const isInPath = recipe?.kind === "token" && "path" in recipe.at;
  return `https://${yourApi}/webhooks/${name}${isInPath ? `/${theSecret}` : ""}`;
};

const quoted = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

const madeUp = ({ source: { verify } }: Sender, name: string): string => {
  const secret = madeUpSecret(verify, name);
  if (secret === undefined) throw new Error(`no secret can be made up for ${name}`);
  return secret;
};

/** Throws a Failure before anything is written, where something of it exists already. */
export const newSource = (
  sender: Sender,
  name: string,
  { folder, configFile, secretsFile, config, language, output, cwd }: NewPlace,
): void => {
  const say = newWords[language];
  if (config && Object.hasOwn(config.sources, name)) throw new Failure(say.nameTaken(name));
  const identifier = freeIdentifier(name, namesOfConfig(configFile), "Source");
  const files = filesOfSource({ sender, name, identifier, language, observes: true });
  refuseExisting(folder, files, say.existing(name));
  writeFiles(folder, files);
  const listing: Listing = {
    ...{ file: configFile, path: ["sources"], key: name },
    item: name === identifier ? name : `${quoted(name)}: ${identifier}`,
    importLine: `import { ${identifier} } from "./sources/${name}.ts";`,
  };
  const isListed = listInConfig(listing);
  const lookupSecret = sender.lookupSecret && `local-${name}-key-that-opens-nothing-but-this-machine`;
  const secret = madeUp(sender, name);
  const placeholder = keepPlaceholders(folder, { file: secretsFile, name, secret, lookupSecret });

  const shown = (file: string) => relative(cwd, file) || file;
  const [config_, secrets] = [shown(configFile), shown(secretsFile)];
  const explain = `npm run hooks -- explain ${sampleFileOf(name)} --source ${name} --sign`;
  const hasAnswers = files.some(({ path }) => path === answersFileOf(name));
  const commands = [
    [hasAnswers ? `${explain} --answers ${answersFileOf(name)}` : explain, say.explains],
    [testCommand(folder, `sources/${name}.test.ts`), say.tests],
    [`npm run hooks -- send ${name}`, say.sends(name)],
  ] as const;
  const address = addressOf(sender, name, language);
  const enter = sender.enter[language].map((line) => line.replaceAll("{url}", address));
  const isActing = !isPublisher(workedSource(sender));
  output.json({
    ...{ sender: sender.key, name, files: files.map(({ path }) => path), observes: isActing, address, enter },
    config: { file: config_, listed: isListed, ...(!isListed && { lines: linesToPaste(listing) }) },
    secrets: { file: secrets, placeholder },
    try: commands.map(([command]) => command),
  });
  output.line(say.wrote, ...files.map(({ path }) => `  ${path}`));
  output.line(
    ...(isListed ? [say.listed(config_)] : [say.paste(config_), ...linesToPaste(listing).map((line) => `  ${line}`)]),
  );
  const secretLines = { added: say.secretAdded, kept: say.secretKept, "not-kept": say.secretNotKept };
  output.line(secretLines[placeholder](secrets, name));
  output.line(isActing ? say.observes : say.publishes);
  output.line("", say.tryIt, ...alignedTable(commands).map((line) => `  ${line}`));
  output.line("", say.enterAt(senderName({ sender, name })), ...enter.map((line) => `  - ${line}`));
  output.line(`  - ${say.secretIs(sender.secret[language])}`);
  if (sender.lookupSecret) output.line(`  - ${say.lookupSecretIs(sender.lookupSecret[language])}`);
  output.line(`  - ${say.stageSecret(secrets)}`);
};
