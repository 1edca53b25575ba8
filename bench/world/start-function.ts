// Starts what is measured under AWS's own runtime, each in a fresh environment: a function of the package, or a rival of it.
import { startEnvironment } from "../../judges/runtime/start-environment.ts";
import type { ConfigName } from "./packaged.ts";
import type { World } from "./world.ts";

export interface Started {
  /** From the start of the process until it asks for its first event. */
  readonly initMs: number;
  /** Throws unless it answers, and if its status says that it did not do its work. */
  invoke(event: object): Promise<unknown>;
  /** Of the process and its children, the mapping box included, since it started. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/** Something that can be started again and again, each time from nothing. */
export interface Startable {
  start(): Promise<Started>;
}

interface Code {
  readonly name: string;
  readonly codeDir: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutMs: number;
}

const linesKept = 20;

const failed = (answer: unknown): boolean => {
  const { statusCode = 200, batchItemFailures = [] } = Object(answer);
  return statusCode >= 300 || batchItemFailures.length > 0;
};

export const startable = ({ name, ...code }: Code): Startable => ({
  start: async () => {
    const lines: string[] = [];
    const onLogLine = (line: string): void => {
      if (lines.push(line) > linesKept) lines.shift();
    };
    const environment = await startEnvironment({ ...code, onLogLine });
    return {
      initMs: environment.initMs,
      cpuMs: () => environment.cpuMs(),
      stop: () => environment.stop(),
      invoke: async (event) => {
        const outcome = await environment.invoke(event);
        const { answer } = Object(outcome);
        if (!("answer" in Object(outcome)) || failed(answer))
          throw new Error(`${name} did not do its work: ${JSON.stringify(outcome)}\n${lines.join("\n")}`);
        return answer;
      },
    };
  },
});

/** `isBeside` takes the code of the other commit, in the surroundings that this one has. */
export const packagedFunction = async (
  world: World,
  config: ConfigName,
  functionName: string,
  isBeside = false,
): Promise<Startable> => {
  const { functions } = await world.templateOf(config);
  const definition = functions.find(({ name }) => name === functionName);
  if (!definition)
    throw new Error(`there is no function ${functionName}: ${functions.map(({ name }) => name).join(", ")}`);
  const { handler, memoryMb, timeoutSeconds } = definition;
  // Another commit's function may read what another function of this one reads.
  const environment = isBeside
    ? Object.assign({}, ...functions.map((each) => each.environment))
    : definition.environment;
  const codeDir = isBeside ? world.taskRootBeside(config) : (await world.packaged(config)).taskRootOf(functionName);
  return startable({
    ...{ name: functionName, codeDir, handler, memoryMb },
    ...{ environment: { ...environment, ...world.endpoints }, timeoutMs: timeoutSeconds * 1_000 },
  });
};
