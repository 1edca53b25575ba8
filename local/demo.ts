// `npm run demo` does the main job without a person: it starts everything, updates sessions as people do, lets a day pass, and shows each change.
import { type Language, languages } from "../lib/core/texts/language.ts";
import { playDay } from "./demo/day.ts";
import { demoWords } from "./demo/demo-words.ts";
import { printOutcome, printTable } from "./demo/print-step.ts";
import { startDemo } from "./demo/start-demo.ts";
import { demoSteps } from "./demo/steps.ts";
import type { DemoWorld } from "./demo/world.ts";
import { registerOwnPackage } from "./register-own-package.ts";
import { userConfig } from "./start/user-config.ts";

registerOwnPackage();

/** `--language` chooses, then the user's configuration, then the machine. */
const languageOf = async (): Promise<Language> => {
  const [, asked] =
    process.argv
      .slice(2)
      .join(" ")
      .match(/^--language[ =](\S+)$/) ?? [];
  const chosen = asked ?? (await userConfig(process.env)).language;
  const found = languages.find((language) => language === chosen);
  if (found) return found;
  if (process.argv.length > 2)
    throw new Error(`the demo takes --language ${languages.join(" or --language ")}, and nothing else`);
  return /^pt/i.test(process.env.LC_ALL || process.env.LANG || "") ? "pt-BR" : "en";
};

const playSteps = async (world: DemoWorld, language: Language): Promise<number> => {
  const words = demoWords[language];
  let failed = 0;
  for (const [index, step] of demoSteps(world, words).entries()) {
    await world.reset();
    const before = await world.session();
    const played = await step.play();
    const rows = world.differences(before, await world.session());
    console.log(`\n${index + 1}. ${step.title}\n   ${step.request}`);
    if (rows.length > 0)
      printTable([words.heads, ...rows.map(({ field, before: from, after: to }) => [field, from, to])]);
    else console.log(`   ${words.unchanged}`);
    printOutcome(played, [words.expected]);
    if (played.problems.length > 0) failed += 1;
  }
  return failed;
};

const run = async (): Promise<void> => {
  const startedAt = performance.now();
  const language = await languageOf();
  const words = demoWords[language];
  console.log(words.building);
  const { stack, world, configFile, lines } = await startDemo(language);
  try {
    console.log(words.answerAt(stack.url, stack.wtsUrl));
    const failed = (await playSteps(world, language)) + (await playDay({ stack, world, language, configFile }));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`\n${failed === 0 ? words.allExpected(seconds) : words.notExpected(failed, seconds)}`);
    if (failed === 0) return;
    console.error(lines.join("\n"));
    process.exitCode = 1;
  } finally {
    await stack.stop();
  }
};

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
