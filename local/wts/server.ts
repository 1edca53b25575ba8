// Runs the HTTP server: token, limits and faults stand between a request and the API; control requests pass them by.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Change } from "../changes/change.ts";
import { listen } from "../listen.ts";
import { type AccountsFile, withoutBearer } from "./accounts-file.ts";
import { type AdminRequest, answerAdmin } from "./admin/answer-admin.ts";
import { changeByRequest } from "./change-by-request.ts";
import type { Fault } from "./faults.ts";
import { type Answer, answerTooMany, envelopeFor } from "./http/answer.ts";
import { type ApiRequest, answerApi } from "./http/answer-api.ts";
import { type ReadRequest, type RequestBody, readRequestBody } from "./http/request-body.ts";
import { type JournalEntry, journal } from "./journal.ts";
import { defaultSwitches } from "./switches.ts";
import type { World } from "./world.ts";
import { type Seeding, worlds } from "./worlds.ts";

export interface StandIn {
  url: string;
  /** Answers a control request of whoever runs it in the same process, without a connection. */
  control(method: string, path: string, body?: unknown): Answer;
  /** No webhook is under way any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

type Reply = Answer | "drop" | "hang";

/** These routes have to do with sessions, messages, files or channels; the others with the company and its people. */
const needsSessionAccess = ({ pathname }: URL): boolean => pathname.startsWith("/chat/");

const faultAnswer = (fault: Fault, world: World): Answer => {
  const status = fault.status ?? 200;
  const answered =
    fault.body === undefined ? envelopeFor(status, world.clock.nowMs(), world.switches) : { status, body: fault.body };
  return { ...answered, headers: { ...fault.headers } };
};

const answerOrFault = async (world: World, request: Omit<ApiRequest, "failMessage">): Promise<Reply> => {
  const waitMs = world.limiter.takeMs();
  if (waitMs > 0) return answerTooMany(waitMs, world.clock.nowMs(), world.switches);
  const { method, url } = request;
  const fault = world.faults.pick(method, url.pathname, url.search);
  const answer = () => answerApi(world, { ...request, failMessage: fault?.failMessage ?? null });
  if (fault === undefined) return answer();
  const applied = fault.applyFirst === true || fault.drop === "after" ? answer() : undefined;
  if (fault.delayMs !== undefined) await sleep(fault.delayMs, undefined, { ref: false });
  if (fault.drop !== undefined) return "drop";
  if (fault.hang === true) return "hang";
  if (fault.status !== undefined || fault.body !== undefined) return faultAnswer(fault, world);
  const answered = applied ?? answer();
  return { ...answered, headers: { ...answered.headers, ...fault.headers } };
};

const journalEntry = (
  { method, url: target, body }: ReadRequest,
  world: World | undefined,
  nowMs: number,
): JournalEntry => {
  const names = new Set(target.searchParams.keys());
  const query = [...names].map((name): [string, string | string[]] => {
    const values = target.searchParams.getAll(name);
    return [name, values.length === 1 ? (values[0] ?? "") : values];
  });
  return {
    method,
    path: target.pathname,
    query: Object.fromEntries(query),
    body: body.type === "json" ? body.value : null,
    status: null,
    tookMs: null,
    at: new Date(nowMs).toISOString(),
    account: world?.account ?? null,
  };
};

const send = (response: ServerResponse, { status, body, headers }: Answer): void => {
  response.statusCode = status;
  // A string is a body as it stands, so that a fault can answer what no serializer would produce.
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  if (body !== undefined) response.setHeader("content-type", "application/json; charset=utf-8");
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  response.end(text);
};

interface StandInOptions extends Seeding {
  readonly port: number;
  readonly accounts: AccountsFile;
  /** Is called after whatever may have changed anything. */
  onChange?(change: Change): void;
}

export const startStandIn = async ({
  port,
  accounts,
  onChange = () => {},
  ...seeding
}: StandInOptions): Promise<StandIn> => {
  const held = worlds(seeding);
  const requests = journal();

  const worldOf = (authorization = ""): World | undefined => {
    const account = accounts.byKey(withoutBearer(authorization));
    if (account === undefined) return undefined;
    const world = held.of(account);
    const hasPrefix = /^Bearer /i.test(authorization);
    return hasPrefix || world.switches.bearerPrefix === "optional" ? world : undefined;
  };

  /** A refused token belongs to nobody, so any account may decide how refusals look. */
  const unauthorized = (): Answer => {
    const switched = held.all().find((world) => world.switches.unauthorizedStatus === "200") ?? held.all()[0];
    const switches = switched?.switches ?? defaultSwitches();
    const refused = envelopeFor(401, switched?.clock.nowMs() ?? held.nowMs(), switches);
    return switches.unauthorizedStatus === "200" ? { ...refused, status: 200 } : refused;
  };

  const answerControl = (request: AdminRequest): Answer =>
    answerAdmin(request, { accounts, worlds: held, journal: requests });

  const answerRequest = async (
    request: IncomingMessage,
    response: ServerResponse,
    asked: ReadRequest,
  ): Promise<void> => {
    const { method, url, body } = asked;
    if (url.pathname.startsWith("/__admin/")) return send(response, answerControl({ method, url, body }));
    const world = worldOf(request.headers.authorization);
    const arrivedMs = performance.now();
    const entry = journalEntry({ method, url, body }, world, held.nowMs());
    requests.add(entry);
    const isDenied = world?.switches.sessionAccess === "denied" && needsSessionAccess(url);
    const reply = world === undefined || isDenied ? unauthorized() : await answerOrFault(world, { method, url, body });
    if (reply === "hang") return;
    if (reply === "drop") return void request.socket.destroy();
    entry.status = reply.status;
    entry.tookMs = Math.round(performance.now() - arrivedMs);
    send(response, reply);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "GET" } = request;
    const url = new URL(`http://127.0.0.1:${request.socket.localPort}${request.url ?? "/"}`);
    const asked = { method, url, body: await readRequestBody(request) };
    await answerRequest(request, response, asked);
    const change = changeByRequest(asked);
    if (change) onChange(change);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // The sender went away in the middle of its own request.
      if (response.destroyed || request.errored !== null) return;
      console.error(error);
      send(response, { status: 500, body: { error: { message: "the stand-in itself failed; its output says why" } } });
    });
  });
  const { url, stop } = await listen(server, port, { setting: "WTS_PORT" });
  for (const account of accounts.all()) held.of(account);
  return {
    url,
    control: (method, path, value) => {
      const body: RequestBody = value === undefined ? { type: "empty" } : { type: "json", value };
      return answerControl({ method, url: new URL(`/__admin/${path}`, url), body });
    },
    settled: held.settled,
    close: async () => {
      await held.close();
      await stop();
    },
  };
};
