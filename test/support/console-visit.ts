// Visits a console over a socket, as a browser does.
import type { ServedConsole } from "../../console/server/serve-console.ts";

/** What a page has once it was let in. */
export interface ConsoleVisit {
  readonly cookie: string;
  readonly key: string;
}

const json = { "content-type": "application/json" };

export const tokenOf = (address: string): string => address.split("#token=")[1] ?? "";

/** The lines of an answer, the last of which is what the command printed. */
export const linesOf = async (response: Response): Promise<Record<string, unknown>[]> =>
  (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

export const consoleVisits = (served: Pick<ServedConsole, "url" | "newAddress">) => {
  const enter = (token: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${served.url}/api/enter`, {
      method: "POST",
      headers: { ...json, ...headers },
      body: JSON.stringify({ token }),
    });

  const visit = async (): Promise<ConsoleVisit> => {
    const response = await enter(tokenOf(served.newAddress()));
    const { key } = (await response.json()) as { key: string };
    return { cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "", key };
  };

  const call = (path: string, { cookie, key }: Partial<ConsoleVisit>, init: RequestInit = {}): Promise<Response> =>
    fetch(served.url + path, {
      ...init,
      headers: {
        ...init.headers,
        ...(cookie !== undefined && { cookie }),
        ...(key !== undefined && { "x-console-key": key }),
      },
    });

  const post = (path: string, body: string, here: Partial<ConsoleVisit>, init: RequestInit = {}): Promise<Response> =>
    call(path, here, { method: "POST", body, ...init, headers: { ...json, ...init.headers } });

  return {
    ...{ enter, visit, call, post },
    ask: (name: string, params: unknown, here: Partial<ConsoleVisit>, init?: RequestInit) =>
      post(`/api/ask/${name}`, JSON.stringify(params), here, init),
    preview: (name: string, params: unknown, here: Partial<ConsoleVisit>, init?: RequestInit) =>
      post(`/api/preview/${name}`, JSON.stringify(params), here, init),
    act: (name: string, body: unknown, here: Partial<ConsoleVisit>, init?: RequestInit) =>
      post(`/api/act/${name}`, JSON.stringify(body), here, init),
  };
};
