// Makes what differs from run to run the same, so that a picture changes only where the page does: seconds, and ids that chance or the clock made.
import { createHash } from "node:crypto";
import type { Page } from "playwright-core";

const minuteMs = 60_000;
const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
/** Numbers alone: a protocol has as many digits. */
const instantsMs = /(?<=[:,[])[12]\d{12}(?=[,}\]])/g;
/** What has digits alone is a number. */
const ids = /\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=\d*[a-f])[0-9a-f]{12,64})\b/g;
/** It is of the machine's own clock. */
const asOf = /"asOf":"[^"]*"/g;

export const toMinute = (ms: number): number => Math.floor(ms / minuteMs) * minuteMs;
const isoToMinute = (instant: string): string => new Date(toMinute(Date.parse(instant))).toISOString();

/** The page asks with the ids that it was told, and is answered with those, as of `nowMs`. */
export const sameEachTime = async (page: Page, nowMs: number): Promise<void> => {
  const shownIds = new Map<string, string>();
  const realIds = new Map<string, string>();

  const shownFor = (id: string): string => {
    const known = shownIds.get(id);
    if (known !== undefined) return known;
    const digest = createHash("sha256").update(String(shownIds.size)).digest("hex");
    const shown = [...id].map((character, index) => (character === "-" ? "-" : digest[index % digest.length])).join("");
    shownIds.set(id, shown);
    realIds.set(shown, id);
    return shown;
  };

  await page.route(/\/api\/(ask|preview)\//, async (route) => {
    const asked = route.request().postData() ?? "";
    const response = await route.fetch({ postData: asked.replaceAll(ids, (id) => realIds.get(id) ?? id) });
    const body = (await response.text())
      .replaceAll(instants, isoToMinute)
      .replaceAll(instantsMs, (ms) => String(toMinute(Number(ms))))
      .replaceAll(asOf, `"asOf":"${new Date(nowMs).toISOString()}"`)
      .replaceAll(ids, shownFor);
    await route.fulfill({ response, body });
  });
};
