// A server hangs up on nobody who is quiet: a call that is sent just then would be lost.
import { createServer } from "node:http";
import { expect, test } from "@jest/globals";
import { listen } from "../../local/listen.ts";

test("a server names no time after which it closes a connection that nobody uses", async () => {
  const server = createServer((_request, response) => response.end("yes"));
  const { url, stop } = await listen(server, 0);
  const { headers } = await fetch(url);
  await stop();
  expect(headers.get("connection")).toBe("keep-alive");
  expect(headers.get("keep-alive")).toBeNull();
  expect(server.keepAliveTimeout).toBe(0);
});
