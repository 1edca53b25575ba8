// EventBridge on a loopback socket: takes PutEvents from the real SDK client, and refuses entries or falls silent on demand.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { busClient } from "../../../lib/aws/bus.ts";
import { listen } from "../../../local/listen.ts";

export interface Entry {
  EventBusName: string;
  Source: string;
  DetailType: string;
  Detail: string;
}

export const startEventBridge = async () => {
  const state = {
    /** The entries of every call, in order. */
    calls: [] as Entry[][],
    taken: [] as Entry[],
    /** An error code for an entry that is not taken. */
    refuse: (_entry: Entry, _call: number): string | undefined => undefined,
    status: 200,
    silent: false,
  };
  const server = createServer(async (request, response) => {
    const { Entries } = JSON.parse(await text(request)) as { Entries: Entry[] };
    state.calls.push(Entries);
    if (state.silent) return;
    const answers = Entries.map((entry) => {
      const ErrorCode = state.refuse(entry, state.calls.length);
      if (ErrorCode !== undefined) return { ErrorCode, ErrorMessage: "not now" };
      if (state.status === 200) state.taken.push(entry);
      return { EventId: `event-${state.taken.length}` };
    });
    const FailedEntryCount = answers.filter((answer) => "ErrorCode" in answer).length;
    const body =
      state.status === 200 ? { FailedEntryCount, Entries: answers } : { __type: "InternalException", message: "no" };
    response.writeHead(state.status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
  });
  const { url, stop } = await listen(server, 0);
  const clients: EventBridgeClient[] = [];
  const clientAt = (port: number) => {
    const client = busClient({
      region: "sa-east-1",
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    clients.push(client);
    return client;
  };
  return {
    state,
    client: clientAt(Number(new URL(url).port)),
    clientAt,
    stop: () => {
      for (const client of clients) client.destroy();
      return stop();
    },
  };
};
