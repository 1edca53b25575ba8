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

const listen = async (): Promise<void> => {
  const response = await called("/api/changes");
  if (!response.ok) return;
  let rest = "";
  await readText(response, (text) => {
    const events = (rest + text).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events)
      if (event.includes("event: open")) areAnnounced.value = event.includes("data: told");
      else changes.value += 1;
  });
};

/** It goes on for as long as the page is open. */
export const watchChanges = async (): Promise<void> => {
  while (visit.value === "in") {
    await listen().catch(() => {});
    if (visit.value !== "in") return;
    await new Promise((resolve) => setTimeout(resolve, againMs));
    // Whatever happened meanwhile, nobody was told.
    changes.value += 1;
  }
};
