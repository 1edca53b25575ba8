// A WTS whose every name somebody chose to mislead: the stand-in, and before it what adds the text to what it answers.
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "../../../local/listen.ts";
import { accountsFile } from "../../../local/wts/accounts-file.ts";
import { startStandIn } from "../../../local/wts/server.ts";
import { hostileText, wideWord } from "./hostile-text.ts";

/** A policy names it. */
const spared = "Comercial";
const hostileNames = /^(name|nickname|title|fullName|userName|departmentName|reason|description|tags?)$/i;

const named = (text: string): string =>
  JSON.stringify(
    JSON.parse(text, (key, value) =>
      typeof value === "string" && value !== spared && hostileNames.test(key)
        ? `${value} ${hostileText} ${wideWord}`
        : value,
    ),
  );

const { WTS_SECRETS_FILE = "" } = process.env;
const standIn = await startStandIn({ port: 0, accounts: accountsFile(WTS_SECRETS_FILE) });

const server = createServer(async (request, response) => {
  const { method = "GET", url = "", headers } = request;
  const body = await buffer(request);
  const answer = await fetch(standIn.url + url, {
    method,
    headers: {
      "content-type": headers["content-type"] ?? "application/json",
      ...(headers.authorization !== undefined && { authorization: headers.authorization }),
    },
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  const text = await answer.text();
  const isForUs = url.startsWith("/__admin/");
  response.writeHead(answer.status, { "content-type": "application/json" });
  response.end(text === "" || isForUs ? text : named(text));
});
const { url, stop } = await listen(server, 0);

const end = (): void => void Promise.all([stop(), standIn.close()]).finally(() => process.exit(0));
process.once("SIGTERM", end).once("disconnect", end);
process.send?.({ ready: { url } });
