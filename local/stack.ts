// Everything on one machine, for `npm start`, the demo and the end-to-end tests: gateway, functions, AWS, and WTS.
import { fileURLToPath } from "node:url";
import { readSecretsFile } from "./aws/read-secrets-file.ts";
import { startGateway } from "./gateway.ts";
import { type Lambda, startLambda } from "./lambda.ts";
import { type SideProcess, startSideProcess } from "./side-process.ts";
import { readTemplate } from "./template.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export interface StackOptions {
  /** Where `serverless package` wrote to. */
  readonly packageDir?: string;
  /** Of the HTTP API; 0 for any free one. */
  readonly port?: number;
  /** Of the stand-in for WTS; 0 for any free one. */
  readonly wtsPort?: number;
  readonly secretsFile?: string;
  /** Another WTS than the stand-in, which is then not started. */
  readonly wtsBaseUrl?: string | undefined;
  /** The program that stands in for WTS. */
  readonly wtsProgram?: string;
  /** What the functions and their neighbours print, line by line. */
  onLog?(source: string, line: string): void;
  /** Something the functions need ended by itself. */
  onLost?(message: string): void;
}

export interface Stack {
  /** Of the HTTP API. */
  readonly url: string;
  /** Of the stand-in for WTS; undefined if another host is used. */
  readonly wtsUrl: string | undefined;
  /** What the functions find in their environment beside their own. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly secretsFile: string;
  readonly lambda: Lambda;
  stop(): Promise<void>;
}

/** Like Promise.all, but the failure of one waits for the other, so that what it started can be stopped. */
const both = async <First, Second>(first: Promise<First>, second: Promise<Second>): Promise<[First, Second]> => {
  await Promise.allSettled([first, second]);
  return [await first, await second];
};

/** Runs what is packaged. Either everything is up, or it throws and nothing is left running. */
export const startStack = async ({
  packageDir = here("../.serverless"),
  port = 0,
  wtsPort = 0,
  secretsFile = here("secrets.json"),
  wtsBaseUrl,
  wtsProgram = here("wts/start.ts"),
  onLog = () => {},
  onLost = () => {},
}: StackOptions = {}): Promise<Stack> => {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };

  const side = async (name: string, file: string, environment: NodeJS.ProcessEnv): Promise<SideProcess> => {
    const started = await startSideProcess({
      name,
      file,
      environment: { ...process.env, ...environment },
      onLog,
      onLost,
    });
    stops.push(started.stop);
    return started;
  };

  const startAws = async (): Promise<Readonly<Record<string, string>>> => {
    const { ready } = await side("aws", here("aws/start.ts"), { LOCAL_SECRETS_FILE: secretsFile });
    return ready;
  };

  const startWts = async (): Promise<string | undefined> => {
    if (wtsBaseUrl !== undefined) return undefined;
    const { ready } = await side("wts", wtsProgram, { WTS_PORT: String(wtsPort), WTS_SECRETS_FILE: secretsFile });
    return ready.url;
  };

  try {
    readSecretsFile(secretsFile);
    const template = readTemplate(packageDir);
    const [aws, wtsUrl] = await both(startAws(), startWts());
    const endpoints = { ...aws, WTS_BASE_URL: wtsBaseUrl ?? wtsUrl ?? "" };

    const lambda = startLambda({ functions: template.functions, environment: endpoints, onLog });
    stops.push(lambda.stop);
    const gateway = await startGateway({ routes: template.routes, port, invoke: lambda.invoke, onError: onLog });
    stops.push(gateway.stop);
    return { url: gateway.url, wtsUrl, endpoints, secretsFile, lambda, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
