// `setup`: takes one step after the other, from credentials to a stack that works, and says of each what came of it.
import type { HooksConfig } from "../../lib/config.ts";
import { confirmed } from "../confirm.ts";
import { errorLines } from "../describe-error.ts";
import { Failure } from "../failure.ts";
import { runProgram } from "../run-program.ts";
import type { StagePlace } from "../stage-stack.ts";
import type { Surroundings, Tools } from "../with-connection.ts";
import { alarmsStep } from "./alarms-step.ts";
import { deliveryStep } from "./delivery-step.ts";
import { deployStep } from "./deploy-step.ts";
import { doctorStep } from "./doctor-step.ts";
import { permissionsStep } from "./permissions-step.ts";
import { type Caller, readCaller, readConcurrency } from "./read-caller.ts";
import { sayDenied } from "./say-denied.ts";
import { secretsStep } from "./secrets-step.ts";
import { setupWords } from "./setup-words.ts";
import type { SetupContext, SetupOptions, SetupStep, StepResult } from "./step.ts";
import { subscriptionStep } from "./subscription-step.ts";

/** The secrets come before the deployment: the functions read them as soon as they are there. */
const steps: readonly SetupStep[] = [
  permissionsStep,
  secretsStep,
  deployStep,
  alarmsStep,
  subscriptionStep,
  deliveryStep,
  doctorStep,
];

/** With fewer, one backlog takes all of them. */
const enoughAtOnce = 100;

interface SetupWork {
  readonly surroundings: Surroundings;
  readonly config: HooksConfig;
  readonly place: StagePlace;
  readonly options: SetupOptions;
}

const confirmAccount = async (
  { output }: Tools,
  { surroundings, config: { language }, place, options }: SetupWork,
): Promise<Caller> => {
  const say = setupWords[language];
  const caller = await readCaller(place);
  const count = await readConcurrency(place);
  output.line(say.into({ ...place, ...caller }));
  if (caller.isRoot) output.warn(say.root);
  if (count !== undefined && count < enoughAtOnce) output.line(say.fewAtOnce(count));
  await confirmed(surroundings, options.yes)(say.askAccount({ ...place, ...caller }), language);
  return caller;
};

const take = async (step: SetupStep, context: SetupContext): Promise<StepResult> => {
  const say = setupWords[context.language];
  try {
    return await step.take(context);
  } catch (error) {
    const { stage, region } = context.place;
    const again = say.again(`npm run hooks -- setup --stage ${stage} --region ${region}`);
    const lines = errorLines(error);
    const denied = sayDenied(lines.join("\n"), context).filter((line) => !lines.includes(line));
    throw new Failure(say.failed(say.steps[step.name]), [...lines, ...denied, again]);
  }
};

export const setUpStage = async (tools: Tools, work: SetupWork): Promise<void> => {
  const { connection, output } = tools;
  const { surroundings, config, place, options } = work;
  const { language } = config;
  const say = setupWords[language];
  const caller = await confirmAccount(tools, work);
  const run = surroundings.runProgram ?? runProgram;
  const context: SetupContext = { tools, connection, surroundings, place, config, language, options, run, caller };
  const results: (StepResult & { step: string })[] = [];
  for (const [index, step] of steps.entries()) {
    output.line("", `${index + 1}/${steps.length} ${say.steps[step.name]}`);
    const result = await take(step, context);
    output.line(`    ${say.states[result.state]}: ${result.text}`, ...(result.more ?? []).map((line) => `    ${line}`));
    results.push({ step: step.name, ...result });
  }
  const isComplete = results.every(({ state }) => state !== "waits");
  output.json({ place: connection.place, account: caller.account, complete: isComplete, steps: results });
  output.line("", isComplete ? say.complete : say.later);
};
