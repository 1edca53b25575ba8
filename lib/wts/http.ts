// Makes one HTTP exchange over node:https, which starts 20 ms faster than fetch, and says whether a failed request may have arrived.
import http from "node:http";
import https from "node:https";

export interface HttpRequest {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  /** This is the limit of the whole exchange, connecting included. */
  timeoutMs: number;
  /** This one is of connecting alone. */
  connectTimeoutMs?: number;
  signal?: AbortSignal | undefined;
  /** Opens a connection of its own, for what must not be sent twice: an idle one may be closed just as we write to it. */
  fresh?: boolean;
  /** A longer answer is none; WTS's longest lists are far below the default. */
  maxAnswerBytes?: number;
}

export interface HttpResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  bytes: Uint8Array;
  text: string;
}

export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly reason: string;
  /** It is false only when the request certainly never reached the other side. */
  readonly maybeArrived: boolean;

  constructor(reason: string, maybeArrived: boolean, cause?: unknown) {
    super(`no HTTP answer: ${reason}`, { cause });
    this.reason = reason;
    this.maybeArrived = maybeArrived;
  }
}

const usualMaxAnswerBytes = 20 * 1024 * 1024;
const keepAlive = { keepAlive: true, maxSockets: 50 };
const agents = { "http:": new http.Agent(keepAlive), "https:": new https.Agent(keepAlive) };

/**
 * As a list Node writes them out at once, and asks no second time what each of them is: a tenth of what an exchange costs. It
 * then adds neither host nor length.
 */
const headerList = ({ method, url, headers, body }: HttpRequest): string[] => {
  const list: string[] = [];
  if (headers.host === undefined) list.push("host", url.host);
  for (const name in headers) list.push(name, headers[name] ?? "");
  if (body !== undefined) list.push("content-length", String(Buffer.byteLength(body)));
  else if (method !== "GET" && method !== "HEAD") list.push("content-length", "0");
  return list;
};

/** An address in brackets is one of IPv6. */
const hostnameOf = ({ hostname }: URL): string => (hostname.startsWith("[") ? hostname.slice(1, -1) : hostname);

/** Throws HttpError. Redirects are not followed: they are answers like any other. */
export const exchange = (asked: HttpRequest): Promise<HttpResponse> =>
  new Promise((resolve, reject) => {
    const { method, url, body, timeoutMs, connectTimeoutMs, signal, fresh = false } = asked;
    const { maxAnswerBytes = usualMaxAnswerBytes } = asked;
    const protocol = url.protocol === "http:" ? "http:" : "https:";
    let connected = false;
    const timers: NodeJS.Timeout[] = [];
    const over = (): void => {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    const fail = (reason: string, cause?: unknown): void => {
      over();
      reject(new HttpError(reason, connected, cause));
    };
    const giveUp = (reason: string): void => {
      // It is said before the connection goes, which would be taken for the reason.
      fail(reason);
      request.destroy();
    };
    const abort = (): void => giveUp("ABORTED");
    const request = (protocol === "http:" ? http : https).request(
      {
        ...{ protocol, method, hostname: hostnameOf(url), path: url.pathname + url.search },
        ...(url.port !== "" && { port: url.port }),
        agent: fresh ? false : agents[protocol],
        headers: headerList(asked),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= maxAnswerBytes) chunks.push(chunk);
          else giveUp("ANSWER_TOO_LARGE");
        });
        response.on("error", (error) => fail("ECONNRESET", error));
        response.on("end", () => {
          over();
          const [only = Buffer.alloc(0)] = chunks;
          const whole = chunks.length > 1 ? Buffer.concat(chunks) : only;
          const { statusCode: status = 0, headers: answered } = response;
          resolve({ status, headers: answered, bytes: whole, text: whole.toString() });
        });
      },
    );
    request.on("socket", (socket) => {
      connected = !socket.connecting;
      if (connected) return;
      const connecting = connectTimeoutMs === undefined ? undefined : setTimeout(giveUp, connectTimeoutMs, "TIMEOUT");
      if (connecting) timers.push(connecting);
      socket.once(protocol === "https:" ? "secureConnect" : "connect", () => {
        connected = true;
        clearTimeout(connecting);
      });
    });
    request.on("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.message, error));
    timers.push(setTimeout(giveUp, timeoutMs, "TIMEOUT"));
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort, { once: true });
    request.end(body);
  });
