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

/** Throws HttpError. Redirects are not followed: they are answers like any other. */
export const exchange = ({
  method,
  url,
  headers,
  body,
  timeoutMs,
  fresh = false,
  maxAnswerBytes = usualMaxAnswerBytes,
}: HttpRequest): Promise<HttpResponse> =>
  new Promise((resolve, reject) => {
    const protocol = url.protocol === "http:" ? "http:" : "https:";
    let connected = false;
    let timer: NodeJS.Timeout | undefined;
    const fail = (reason: string, cause?: unknown) => {
      clearTimeout(timer);
      reject(new HttpError(reason, connected, cause));
    };
    const request = (protocol === "http:" ? http : https).request(
      url,
      {
        method,
        agent: fresh ? false : agents[protocol],
        headers: { ...headers, ...(body !== undefined && { "content-length": String(Buffer.byteLength(body)) }) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= maxAnswerBytes) return chunks.push(chunk);
          // It is said before the connection goes, which would be taken for the reason.
          fail("ANSWER_TOO_LARGE");
          return request.destroy();
        });
        response.on("error", (error) => fail("ECONNRESET", error));
        response.on("end", () => {
          clearTimeout(timer);
          const whole = Buffer.concat(chunks);
          const { statusCode: status = 0, headers: answered } = response;
          resolve({ status, headers: answered, bytes: whole, text: whole.toString() });
        });
      },
    );
    request.on("socket", (socket) => {
      if (socket.connecting)
        socket.once(protocol === "https:" ? "secureConnect" : "connect", () => {
          connected = true;
        });
      else connected = true;
    });
    request.on("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.message, error));
    timer = setTimeout(() => {
      fail("TIMEOUT");
      request.destroy();
    }, timeoutMs);
    request.end(body);
  });
