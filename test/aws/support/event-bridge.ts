// EventBridge on a loopback socket: takes PutEvents, and refuses entries or falls silent on demand.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { busClient } from "../../../lib/aws/bus.ts";
import { listen } from "../../../local/listen.ts";
import { environmentAt } from "../../support/environment-at.ts";

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
  const clientAt = (port: number) => busClient(environmentAt(`http://127.0.0.1:${port}`));
  return {
    state,
    client: clientAt(Number(new URL(url).port)),
    clientAt,
    stop,
  };
};
