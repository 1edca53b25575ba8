// `remove`: takes a stage away, after it has said what goes and what stays, and why.
import { DeleteTableCommand, DynamoDBClient, waitUntilTableNotExists } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { HooksConfig } from "../../lib/config.ts";
import { awsTimes } from "../aws-times.ts";
import { confirmed } from "../confirm.ts";
import { describeError } from "../describe-error.ts";
import { passedOn } from "../display/output.ts";
import { Failure } from "../failure.ts";
import { runProgram } from "../run-program.ts";
import { findStageStack, type StagePlace, stageName, withCloudFormation } from "../stage-stack.ts";
import { depthIfThere } from "../status/queue-depth.ts";
import type { Surroundings, Tools } from "../with-connection.ts";
import { publishingSources } from "../wts/subscribed-source.ts";
import { unsubscribe } from "../wts/unsubscribe.ts";
import { findKeptParts, type KeptPart } from "./left-behind.ts";
import { readCaller } from "./read-caller.ts";
import { removeWords } from "./remove-words.ts";
import { type StageSecrets, withStageSecrets } from "./stage-secrets.ts";

interface RemoveWork {
  readonly surroundings: Surroundings;
  readonly config: HooksConfig;
  readonly place: StagePlace;
  readonly options: { withData: boolean; dryRun: boolean; yes: boolean; url?: string | undefined };
}

const secretNames = ["accounts", "access"] as const;

/** Such as "10 Lambda::Function, 1 DynamoDB::Table". What is kept is none of it. */
const kindsOf = (place: StagePlace): Promise<string> =>
  withCloudFormation(place, async (client) => {
    const { paginateListStackResources } = await import("@aws-sdk/client-cloudformation");
    const counts = new Map<string, number>();
    for await (const page of paginateListStackResources({ client }, { StackName: stageName(place) }))
      for (const { ResourceType = "" } of page.StackResourceSummaries ?? [])
        counts.set(ResourceType, (counts.get(ResourceType) ?? 0) + 1);
    counts.delete("AWS::DynamoDB::Table");
    return [...counts].map(([type, count]) => `${count} ${type.replace("AWS::", "")}`).join(", ");
  });

/** EventBridge deletes no bus that has rules, and those of the stack itself go first. */
const ownRules = async (place: StagePlace): Promise<readonly string[]> => {
  const client = new EventBridgeClient({ ...awsTimes, region: place.region });
  try {
    const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName: stageName(place) }));
    return Rules.flatMap(({ Name = "" }) => (Name.startsWith(`${stageName(place)}-`) ? [] : [Name]));
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return [];
    throw error;
  } finally {
    client.destroy();
  }
};

const heldSecrets = async (secrets: StageSecrets) => {
  const held: (typeof secretNames)[number][] = [];
  for (const name of secretNames) if ((await secrets.read(name)).kind === "there") held.push(name);
  return held;
};

const lostWith = async ({ connection }: Tools): Promise<readonly { queue: string; count: number }[]> => {
  const found = await Promise.all(
    (["commands", "reassign-session-events"] as const).map(async (queue) => {
      const depth = await depthIfThere(connection, queue);
      return { queue, count: (depth?.waiting ?? 0) + (depth?.hidden ?? 0) };
    }),
  );
  return found.filter(({ count }) => count > 0);
};

/** WTS is asked first: afterwards nobody here has its key, nor a limiter. */
const leaveWts = async (tools: Tools, { config, place, options }: RemoveWork): Promise<string[]> => {
  const names = publishingSources(config);
  const accounts = new Set(names.map((name) => config.sources[name]?.account ?? config.account));
  const problems: string[] = [];
  for (const account of accounts) {
    const { url } = options;
    const where = { ...place, account, ...(url !== undefined && { url }) };
    try {
      const output = { line: tools.output.line, warn: tools.output.warn, json: () => {} };
      await unsubscribe({ ...tools, output }, config, { ...where, confirmed: async () => {} });
    } catch (error) {
      problems.push(removeWords[config.language].notUnsubscribed(describeError(error).split("\n", 1).join("")));
    }
  }
  return problems;
};

const removeStack = async ({ surroundings, config: { language }, place }: RemoveWork): Promise<void> => {
  const { stage, region } = place;
  const run = surroundings.runProgram ?? runProgram;
  const words = ["npm", "run", "osls", "--", "remove", "--stage", stage, "--region", region];
  const { code, output } = await run(words, {
    environment: surroundings.environment,
    onText: passedOn(surroundings),
  });
  if (code === 0) return;
  const last = output.split("\n").filter((line) => line.trim() !== "");
  throw new Failure(removeWords[language].notRemoved, last.slice(-6));
};

const deletePart = async ({ kind, name, url }: KeptPart, { region }: StagePlace): Promise<void> => {
  if (kind === "table") {
    const client = new DynamoDBClient({ ...awsTimes, region });
    try {
      await client.send(new DeleteTableCommand({ TableName: name }));
      // Its name is taken until then, and somebody may deploy next.
      await waitUntilTableNotExists({ client, maxWaitTime: 300, minDelay: 1, maxDelay: 5 }, { TableName: name });
    } finally {
      client.destroy();
    }
    return;
  }
  const client = new SQSClient({ ...awsTimes, region, useQueueUrlAsEndpoint: false });
  await client.send(new DeleteQueueCommand({ QueueUrl: url })).finally(() => client.destroy());
};

export const removeStage = async (tools: Tools, work: RemoveWork): Promise<void> => {
  const { connection, output } = tools;
  const { surroundings, config, place, options } = work;
  const { language } = config;
  const say = removeWords[language];
  const { withData, dryRun, yes } = options;
  const caller = await readCaller(place);
  await withStageSecrets(place, async (secrets) => {
    const [stack, kept, held] = await Promise.all([findStageStack(place), findKeptParts(place), heldSecrets(secrets)]);
    if (stack === undefined && kept.length === 0 && held.length === 0) {
      output.json({ place: connection.place, account: caller.account, removed: [], kept: [], problems: [] });
      return output.line(say.nothing);
    }
    const rules = stack === undefined ? [] : await ownRules(place);
    if (rules.length > 0) throw new Failure(say.ownRules(rules, stageName(place)));

    const data = [
      ...kept.map(({ kind, name }) => ({
        name,
        why: say.kept[kind === "table" ? "table" : name.endsWith("-parked") ? "parked" : "commands-dead.fifo"],
      })),
      ...(held.length === 0
        ? []
        : [{ name: held.map((name) => secrets.idOf(name)).join(", "), why: say.kept.secrets }]),
    ];
    const waiting = stack === undefined ? [] : await lostWith(tools);
    const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
    output.line(
      say.about({ ...place, ...caller }),
      say.goes,
      ...indented([stack === undefined ? say.noStack : say.stack(stack.name, await kindsOf(place)), say.webhook]),
      ...indented(waiting.map(({ queue, count }) => say.waiting(count, queue))),
      ...(data.length === 0 ? [] : [withData ? say.goesToo : say.stays]),
      ...indented(data.map(({ name, why }) => `${name}: ${why}`)),
      say.staysToo,
      ...indented([...(withData ? [say.kept.backup] : []), say.kept.outside]),
    );
    const names = data.map(({ name }) => name);
    if (dryRun) {
      output.json({
        place: connection.place,
        account: caller.account,
        dryRun,
        stack: stack?.name,
        data: names,
        withData,
      });
      return output.line(say.nothingWritten);
    }
    await confirmed(surroundings, yes)(withData ? say.askWithData : say.ask, language);

    const removed: string[] = [];
    const problems = stack === undefined ? [] : await leaveWts(tools, work);
    if (problems.length > 0) output.warn(...problems);
    if (stack !== undefined) {
      await removeStack(work);
      removed.push(stack.name);
      output.line(say.removed);
    }
    if (withData) {
      // They are looked for again: a table may have been made so little ago that the stack still took it along.
      for (const part of await findKeptParts(place)) {
        await deletePart(part, place);
        removed.push(part.name);
        output.line(say.deleted(part.name));
      }
      for (const name of held) {
        await secrets.remove(name);
        removed.push(secrets.idOf(name));
        output.line(say.secretDeleted(secrets.idOf(name)));
      }
    } else if (names.length > 0)
      output.line(
        say.withDataHint(`npm run hooks -- remove --stage ${place.stage} --region ${place.region} --with-data`),
      );
    output.json({ place: connection.place, account: caller.account, removed, kept: withData ? [] : names, problems });
  });
};
