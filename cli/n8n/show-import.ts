// `n8n import`: writes the sources of a workflow, tries them on its samples, and says what is left to people.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { HooksConfig } from "../../lib/config.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { shownJson } from "../../lib/core/texts/shown-text.ts";
import { madeUpSecret } from "../../local/made-up-secret.ts";
import { maskPersonal } from "../display/mask-personal.ts";
import type { Output } from "../display/output.ts";
import { BadVerdict, Failure } from "../failure.ts";
import { type Kept, keepPlaceholders } from "../new/keep-placeholder.ts";
import { listInConfig, namesOfConfig } from "../new/list-in-config.ts";
import { hasCommand } from "./flow/statement.ts";
import { type ImportedSource, type ImportedWorkflow, importWorkflow } from "./import-workflow.ts";
import { n8nWords } from "./n8n-words.ts";
import { type Ran, runSamples } from "./run-samples.ts";
import { readWorkflows } from "./workflow/read-workflows.ts";
import { importWords } from "./writing/import-words.ts";
import type { Sample } from "./writing/samples.ts";
import { shownNode } from "./writing/write-steps.ts";

interface ImportCommand {
  readonly file: string;
  readonly name?: string | undefined;
  /** The user's, beside which sources/ is. */
  readonly configFile: string;
  readonly language: Language;
  readonly config: HooksConfig | undefined;
  /** What `npm start` reads. */
  readonly secretsFile: string;
  /** What is there already is written over. */
  readonly replace: boolean;
  readonly reveal: boolean;
}

interface Written {
  readonly source: ImportedSource;
  readonly file: string;
  /** hooks.config.ts lists it by now; otherwise a person has to. */
  readonly isListed: boolean;
  /** Whether its samples can be signed on this machine by now. */
  readonly secret: Kept;
  readonly samples: readonly string[];
  readonly ran: readonly Ran[];
}

const sampleText = ({ headers, query, body }: Sample): string => `${shownJson({ headers, query, body }, 2)}\n`;

const filesOf = ({ name, text, samples }: ImportedSource): readonly (readonly [string, string])[] => [
  [join("sources", `${name}.ts`), text],
  ...samples.map(
    (sample, index) =>
      [join("sources", `${name}.sample${index === 0 ? "" : `-${index + 1}`}.json`), sampleText(sample)] as const,
  ),
];

const refuseExisting = (folder: string, files: readonly string[]): void => {
  const existing = files.filter((file) => existsSync(join(folder, file)));
  if (existing.length > 0)
    throw new Failure(
      `${existing.join(", ")} ${existing.length === 1 ? "is" : "are"} there already, and nothing was written: give another --name, or --yes to write over`,
    );
};

const writeAll = (folder: string, files: readonly (readonly [string, string])[]): void => {
  for (const [file, text] of files) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
};

const hostOf = (config: HooksConfig | undefined): readonly string[] =>
  config === undefined ? [] : [new URL(config.wts.baseUrl).host];

const todosOf = ({ source }: Written, language: Language) =>
  source.todos.map(({ node, reason, field }) => ({
    node: node.name,
    type: node.type,
    code: reason.code,
    message: importWords[language].reason(reason, field),
  }));

/** Nothing of it is left to people, and there is nothing that it would do. */
const isIdle = ({ steps, todos }: ImportedSource): boolean => todos.length === 0 && !hasCommand(steps);

const methodLines = ({ method }: ImportedSource, language: Language): readonly string[] =>
  method === "POST" ? [] : [`    - ${importWords[language].methodNotTaken(method)}`];

const ranLines = (
  { source, ran }: Written,
  { language, reveal }: Pick<ImportCommand, "language" | "reveal">,
): readonly string[] => {
  const say = n8nWords[language];
  return ran.flatMap(({ came, commands, problems }, index) => {
    const shown = commands.map((command) => shownJson(reveal ? command : maskPersonal(command)));
    const what = came === "refused" ? say.came.refused(problems.join("; ")) : say.came[came];
    const isVoid = came === "nothing" && source.todos.length > 0;
    return [
      `${say.sampleHeading(index + 1, source.samples[index]?.isPinned ?? false)} ${isVoid ? say.todoVoid : what}`,
      ...shown.map((line) => `    ${line}`),
    ];
  });
};

const sourceLines = (written: Written, command: ImportCommand): readonly string[] => {
  const { language } = command;
  const say = n8nWords[language];
  const { source, file, samples } = written;
  const todos = source.todos.map(
    ({ node, reason, field }) =>
      `    - ${importWords[language].nodeOf(shownNode(node), node.type)}: ${importWords[language].reason(reason, field)}`,
  );
  const isWhole = todos.length === 0 && source.method === "POST";
  const whole = isIdle(source) ? say.doesNothing : say.carriedWhole;
  return [
    say.written(file, shownNode(source.webhook)),
    ...(samples.length > 0 ? [say.samplesWritten(samples.join(", "))] : []),
    ...(isWhole ? [whole] : [say.leftHeading, ...methodLines(source, language), ...todos]),
    ...ranLines(written, command),
    ...say
      .nextSteps({ ...written, secretsFile: relative(process.cwd(), command.secretsFile) || command.secretsFile })
      .map((line) => `  ${line}`),
    ...(source.samples.some(({ isPinned }) => isPinned) ? [`  ${say.pinnedArePersonal}`] : []),
  ];
};

const elsewhereLines = ({ elsewhere, sources }: ImportedWorkflow, language: Language): readonly string[] => {
  const say = n8nWords[language];
  return [
    ...(sources.length === 0 ? [say.noWebhook] : []),
    ...elsewhere.map(
      ({ node, code }) =>
        `  ${importWords[language].nodeOf(shownNode(node), node.type)}: ${code === "SCHEDULE" ? say.schedule : say.trigger}`,
    ),
  ];
};

const verdictOf = (written: readonly Written[], language: Language): string | undefined => {
  const say = n8nWords[language];
  if (written.length === 0) return say.verdictNothing;
  const left = written.reduce((sum, { source }) => sum + source.todos.length + (source.method === "POST" ? 0 : 1), 0);
  const refused = written.flatMap(({ ran }) => ran).filter(({ came }) => came === "refused").length;
  if (left > 0) return say.verdictLeft(left);
  const idle = written.filter(({ source }) => isIdle(source)).length;
  if (idle > 0) return say.verdictIdle(idle);
  return refused > 0 ? say.verdictSamples(refused) : undefined;
};

/** A made-up one; there is none for a scheme of which the sender keeps the other half. */
const keepSecret = ({ name, verify }: ImportedSource, { configFile, secretsFile }: ImportCommand): Kept => {
  const secret = madeUpSecret(verify.scheme, name);
  return secret === undefined
    ? "not-kept"
    : keepPlaceholders(dirname(configFile), { file: secretsFile, name, secret, lookupSecret: undefined });
};

/** A configuration that has the name already is the person's to look at. */
const list = ({ name, exportName }: ImportedSource, configFile: string): boolean => {
  const isPlain = /^[A-Za-z_$][\w$]*$/.test(name);
  return (
    !namesOfConfig(configFile).has(exportName) &&
    listInConfig({
      ...{ file: configFile, path: ["sources"], key: name },
      item: name === exportName ? name : `${isPlain ? name : JSON.stringify(name)}: ${exportName}`,
      importLine: `import { ${exportName} } from "./sources/${name}.ts";`,
    })
  );
};

/** Throws the verdict where something is left: a script learns it from the exit code. */
export const showImport = async (output: Output, command: ImportCommand): Promise<void> => {
  const { file, name, configFile, language, config, replace, reveal } = command;
  const folder = dirname(configFile);
  const used = new Set<string>();
  const hosts = hostOf(config);
  const workflows = readWorkflows(file).map((workflow) => importWorkflow(workflow, { language, hosts, name, used }));
  const files = workflows.flatMap(({ sources }) => sources.flatMap(filesOf));
  if (!replace)
    refuseExisting(
      folder,
      files.map(([path]) => path),
    );
  writeAll(folder, files);
  const all: { workflow: ImportedWorkflow; written: readonly Written[] }[] = [];
  for (const workflow of workflows) {
    const written: Written[] = [];
    for (const source of workflow.sources) {
      const [[sourceFile] = [""], ...samples] = filesOf(source);
      const { name: sourceName, exportName } = source;
      const path = join(folder, sourceFile);
      const ran = await runSamples({ name: sourceName, exportName, file: path }, source.samples, config);
      const isListed = list(source, configFile);
      const secret = keepSecret(source, command);
      written.push({ source, file: sourceFile, isListed, secret, samples: samples.map(([sample]) => sample), ran });
    }
    all.push({ workflow, written });
  }
  output.json({
    folder: relative(process.cwd(), folder) || ".",
    workflows: all.map(({ workflow, written }) => ({
      name: workflow.name,
      sources: written.map((each) => ({
        name: each.source.name,
        file: each.file,
        listed: each.isListed,
        secret: each.secret,
        samples: each.samples,
        webhook: each.source.webhook.name,
        method: each.source.method,
        todos: todosOf(each, language),
        ran: each.ran.map(({ commands, ...rest }) => ({
          ...rest,
          commands: reveal ? commands : commands.map(maskPersonal),
        })),
      })),
      elsewhere: workflow.elsewhere.map(({ node, code }) => ({ node: node.name, type: node.type, code })),
    })),
  });
  for (const { workflow, written } of all)
    output.line(
      n8nWords[language].workflow(shownNode({ name: workflow.name })),
      ...elsewhereLines(workflow, language),
      ...written.flatMap((each) => sourceLines(each, command)),
    );
  const verdict = verdictOf(
    all.flatMap(({ written }) => written),
    language,
  );
  if (verdict !== undefined) throw new BadVerdict(verdict);
};
