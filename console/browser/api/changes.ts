// Hears that something changed, so that what is shown is read anew.
import { signal } from "@preact/signals";
import { called } from "./call.ts";
import { readText } from "./read-text.ts";
import { visit } from "./visit.ts";

/** It is another number after each change. */
export const changes = signal(0);

/** Where nobody tells of changes, as on a stage, what is shown is read again by itself. */
export const areAnnounced = signal(true);

const againMs = 2_000;

/** A tab says one of these to the others; `joined` asks for what was said last of who tells. */
type Word = "joined" | "told" | "asked" | "changed";

/** Of all tabs one listens, and tells the others: a browser keeps no more than six connections with one address. */
const listeningName = "console-changes";

const listen = async (onWord: (word: Word) => void): Promise<void> => {
  const response = await called("/api/changes");
  if (!response.ok) return;
  let rest = "";
  await readText(response, (text) => {
    const events = (rest + text).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events)
      if (event.includes("event: open")) onWord(event.includes("data: told") ? "told" : "asked");
      else onWord("changed");
  });
};

/** It goes on for as long as the page is open. */
export const watchChanges = async (): Promise<void> => {
  const tabs = new BroadcastChannel(listeningName);
  let isListening = false;
  let othersListened = false;
  const hear = (word: Word): void => {
    if (word === "changed") changes.value += 1;
    else if (word !== "joined") areAnnounced.value = word === "told";
    else if (isListening) tabs.postMessage(areAnnounced.value ? "told" : "asked");
  };
  const tell = (word: Word): void => {
    hear(word);
    tabs.postMessage(word);
  };
  tabs.onmessage = ({ data }: MessageEvent<Word>) => {
    othersListened ||= data !== "joined";
    hear(data);
  };
  tabs.postMessage("joined");
  await navigator.locks.request(listeningName, async () => {
    isListening = true;
    // Between the one that listened and this one nobody was told.
    if (othersListened) changes.value += 1;
    while (visit.value === "in") {
      await listen(tell).catch(() => {});
      if (visit.value !== "in") break;
      await new Promise((resolve) => setTimeout(resolve, againMs));
      // Whatever happened meanwhile, nobody was told.
      tell("changed");
    }
  });
  tabs.close();
};
