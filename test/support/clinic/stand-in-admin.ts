// The stand-in's control requests, each on a connection of its own: one that is kept may be closed while the machine is busy.
import { request } from "node:http";
import { text } from "node:stream/consumers";
import type { Admin } from "../wts-stand-in.ts";

export const standInAdmin =
  (url: string): Admin =>
  <Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const content = body === undefined ? undefined : JSON.stringify(body);
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(content ?? "") };
      const sent = request(`${url}/__admin/${path}`, { method, agent: false, headers }, (response) => {
        text(response).then((answered) => {
          if (response.statusCode !== 200 && response.statusCode !== 204)
            return reject(new Error(`${method} ${path} answered ${response.statusCode}: ${answered}`));
          return resolve((answered === "" ? undefined : JSON.parse(answered)) as Answer);
        }, reject);
      });
      sent.on("error", reject).end(content);
    });
