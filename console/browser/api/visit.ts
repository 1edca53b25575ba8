// Being let in: the token of the address becomes a cookie that no script reads, and a key that only this page has.
import { signal } from "@preact/signals";
import { stored } from "../state/stored.ts";

export type Visit = "entering" | "in" | "out" | "used";

export const visit = signal<Visit>("entering");

/** It is kept by address and port, so another server of this machine never sees it. */
const key = stored("console-key", (kept) => kept ?? undefined);

export const keyHeader = (): Record<string, string> => (key.value === undefined ? {} : { "x-console-key": key.value });

const takeToken = (): string | undefined => {
  const [, token] = /^#token=([\w-]+)$/.exec(location.hash) ?? [];
  // Nobody needs to see it any more, and going back should not come to it.
  if (token !== undefined) history.replaceState(null, "", location.pathname + location.search);
  return token;
};

const isStillIn = async (): Promise<boolean> => {
  if (key.value === undefined) return false;
  const headers = { ...keyHeader(), "content-type": "application/json" };
  const { status } = await fetch("/api/ask/place", { method: "POST", headers, body: "{}" });
  return status !== 401;
};

/** A page that was let in before needs no token. */
export const enter = async (): Promise<void> => {
  const token = takeToken();
  const answer =
    token === undefined
      ? undefined
      : await fetch("/api/enter", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ token }),
        });
  if (answer?.ok) {
    const { key: given }: { key: string } = await answer.json();
    key.value = given;
    visit.value = "in";
    return;
  }
  visit.value = (await isStillIn()) ? "in" : answer ? "used" : "out";
};
