// Opens the console at a deployed stage, as a person who has one of its policies does, and asks it what a page asks.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

export interface ConsoleAnswer {
  readonly answer?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  readonly said: readonly string[];
  /** Of a preview. */
  readonly seen?: string;
}

export interface ConsoleProcess {
  /** Lets one browser in, once. */
  readonly address: string;
  stop(): Promise<void>;
}

export interface OpenConsole {
  ask(question: string, params?: object, signal?: AbortSignal): Promise<ConsoleAnswer>;
  preview(act: string, params: object): Promise<ConsoleAnswer>;
  act(act: string, params: object, seen: string): Promise<{ readonly status: number; readonly body: ConsoleAnswer }>;
  stop(): Promise<void>;
}

interface ConsoleOptions {
  readonly stage: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Throws where it does not open, with what it said. */
export const startConsoleProcess = async ({ stage, environment }: ConsoleOptions): Promise<ConsoleProcess> => {
  const args = ["--import", "./local/choose-node.mjs", "cli/hooks.ts", "console", "--stage", stage, "--json"];
  const child = spawn(process.execPath, args, { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close");
  let stdout = "";
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const opened = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      const [, address] = /"address": "([^"]+)"/.exec(stdout) ?? [];
      if (address !== undefined) resolve(address);
    });
    void ended.then(([code]) => reject(new Error(`the console ended with ${code}: ${stdout}${stderr}`)));
  });
  return {
    address: await opened,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
};

/** The token of an address lets one in, once. */
const enter = async (address: string): Promise<Readonly<Record<string, string>>> => {
  const [url = "", token = ""] = address.split("/#token=");
  const entered = await fetch(`${url}/api/enter`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
  const { key } = Object(await entered.json());
  const [cookie = ""] = entered.headers.getSetCookie().map((each) => each.split(";")[0] ?? "");
  return { cookie, "x-console-key": String(key) };
};

/** As a page that was let in. */
export const openConsole = async (options: ConsoleOptions): Promise<OpenConsole> => {
  const { address, stop } = await startConsoleProcess(options);
  const [url = ""] = address.split("/#token=");
  const headers = await enter(address);

  const post = (path: string, body: object, signal?: AbortSignal): Promise<Response> =>
    fetch(`${url}/api/${path}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });

  const lastLine = async (path: string, params: object, signal?: AbortSignal): Promise<ConsoleAnswer> => {
    const answered = await post(path, params, signal);
    const lines = (await answered.text()).trim().split("\n");
    return JSON.parse(lines.at(-1) ?? "");
  };

  return {
    ask: (question, params = {}, signal) => lastLine(`ask/${question}`, params, signal),
    preview: (act, params) => lastLine(`preview/${act}`, params),
    act: async (act, params, seen) => {
      const answered = await post(`act/${act}`, { params, seen });
      return { status: answered.status, body: (await answered.json()) as ConsoleAnswer };
    },
    stop,
  };
};
