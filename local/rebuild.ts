// Puts the functions of another packaging in the place of those that run, and keeps everything else: table, queues, clock, conversations.
import type { Lambda } from "./lambda/lambda.ts";
import type { Triggers } from "./lambda/triggers.ts";
import { quietLimitMs } from "./local-clock.ts";
import type { Template } from "./template/template.ts";

/** What was packaged, and what the build says of a configuration that it takes all the same. */
export interface Packaged {
  readonly packageDir: string;
  readonly advice: readonly string[];
}

interface Rebuilt {
  /** From what it was built. */
  readonly build: string | undefined;
  readonly advice: readonly string[];
}

interface Parts {
  readonly lambda: Pick<Lambda, "whileQuiet" | "replace">;
  readonly triggers: Pick<Triggers, "replaceRules">;
  /** Undefined where what runs was packaged elsewhere. */
  packageAgain: (() => Promise<Packaged>) | undefined;
  readTemplate(packageDir: string): Template;
  onRebuilt(build: string | undefined): void;
}

/** Answers what rebuilds; that throws with what is wrong with the configuration, and everything is as it was. */
export const rebuilding = ({
  lambda,
  triggers,
  packageAgain,
  readTemplate,
  onRebuilt,
}: Parts): (() => Promise<Rebuilt>) => {
  let isUnderWay = false;
  return async () => {
    if (!packageAgain)
      throw new Error("what runs here was packaged elsewhere (LOCAL_PACKAGE_DIR): package it there, and start anew");
    if (isUnderWay) throw new Error("it is being built already: wait until that is done");
    isUnderWay = true;
    try {
      const { packageDir, advice } = await packageAgain();
      const { functions, eventRules, build } = readTemplate(packageDir);
      await lambda.whileQuiet(quietLimitMs, () => lambda.replace(functions));
      triggers.replaceRules(eventRules);
      onRebuilt(build);
      return { build, advice };
    } finally {
      isUnderWay = false;
    }
  };
};
