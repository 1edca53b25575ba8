// Auto-close on the page: a policy is changed, looked at, confirmed, run and undone by somebody who has never typed a command.
import { userInfo } from "node:os";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { PolicyList } from "../../cli/auto-close/list-policies.ts";
import type { ClosedDayList } from "../../cli/closed-days/list-closed-days.ts";
import type { HooksConfigInput } from "../../lib/config.ts";
import { type ConsoleWorld, startConsoleWorld } from "./support/console-world.ts";
import { enterConsole, settled } from "./support/enter-console.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { expectFits } from "./support/expect-fits.ts";
import { everyLook, lookName } from "./support/look.ts";
import { withPage } from "./support/with-page.ts";

const hourMs = 3_600_000;
const sessionIdOf = (index: number): string => `5e551c11-0000-4000-8000-00000000000${index}`;
/** Whoever runs the tests. */
const by = userInfo().username;

/** The schedule begins no second run while the stories are told. */
const configOf = (hours: number): HooksConfigInput => ({
  language: "en",
  autoClose: {
    everyMinutes: 10_000,
    policies: [
      { name: "parados", match: { status: "IN_PROGRESS" }, idle: { hours } },
      {
        name: "avisa",
        match: { status: "PENDING" },
        idle: { hours: 4 },
        warning: { text: "Oi?", grace: { hours: 1 } },
      },
      { name: "desligada", enabled: false, idle: { days: 30 } },
    ],
  },
});

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld(configOf(4));
  await world.admin("PUT", "limits", { enabled: false });
});
afterAll(() => world.stop());

const agoOf = (hours: number): string => new Date(Date.now() - hours * hourMs).toISOString();

beforeEach(async () => {
  world.writeConfig(configOf(4));
  await world.admin("POST", "reset", {
    sessions: [
      { lastMessageIn: agoOf(30), lastMessageOut: agoOf(29) },
      { lastMessageIn: agoOf(20), lastMessageOut: agoOf(19) },
      { lastMessageIn: agoOf(3), lastMessageOut: agoOf(2) },
      { lastMessageIn: agoOf(1), lastMessageOut: agoOf(2) },
      { lastMessageIn: agoOf(9), lastMessageOut: agoOf(8), status: "PENDING", userId: null },
    ].map((session, index) => ({
      ...{ id: sessionIdOf(index), createdAt: agoOf(40 - index), channelType: "ZAPI_WHATSAPP", status: "IN_PROGRESS" },
      ...session,
    })),
  });
  await world.admin("PUT", "limits", { enabled: false });
});

const policies = () => world.json<PolicyList>("auto-close", "policies");
const statusOf = async (index: number) => (await world.talk(sessionIdOf(index))).status;
const card = (page: Page, name: string) => page.getByRole("article", { name });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");
/** In the dialog that is open. */
const doIt = (page: Page, name: string) => dialog(page).getByRole("button", { name, exact: true }).click();

describe("a policy", () => {
  test("is previewed, confirmed, run, and its run undone, each after what it would do was shown", async () => {
    await world.hooks("auto-close");
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/auto-close");
      await card(page, "parados").getByText("waits to be confirmed").waitFor();
      await card(page, "parados").getByRole("link", { name: "Preview" }).click();

      const due = page.getByRole("region", { name: "Would be warned or closed" });
      await due.getByRole("row").filter({ hasText: "idle since" }).first().waitFor();
      expect(await due.getByRole("row").filter({ hasText: "idle since" }).count()).toBe(2);
      const stay = page.getByRole("region", { name: "Stay open" });
      await stay.getByRole("rowheader", { name: "not idle for long enough" }).waitFor();
      await stay.getByRole("rowheader", { name: "the contact waits for an answer" }).waitFor();

      await page
        .getByRole("listitem")
        .filter({ hasText: "parados" })
        .getByRole("button", { name: "Confirm …" })
        .click();
      await dialog(page).getByText("What the run that has shown it came to").waitFor();
      await doIt(page, "Confirm");
      await page.getByText("parados is confirmed: it acts from its next run on.").waitFor();
      expect((await policies()).policies[0]).toMatchObject({ mode: "acts", confirmed: { saidSo: { by } } });

      await page.getByRole("link", { name: "Policies", exact: true }).click();
      await card(page, "parados").getByText("acts", { exact: true }).waitFor();
      await button(page, "Run now …").click();
      await dialog(page).getByText("2 would be closed").waitFor();
      expect([await statusOf(0), await statusOf(1)]).toEqual(["IN_PROGRESS", "IN_PROGRESS"]);
      await doIt(page, "Run now");

      await page.getByRole("heading", { name: /^Run [0-9a-f]{12}$/ }).waitFor();
      const sessions = page.getByRole("region", { name: "Sessions of this run" });
      await sessions.getByText("closed", { exact: true }).first().waitFor();
      expect(await sessions.getByText("closed", { exact: true }).count()).toBe(2);
      expect([await statusOf(0), await statusOf(1), await statusOf(2)]).toEqual([
        "COMPLETED",
        "COMPLETED",
        "IN_PROGRESS",
      ]);

      await button(page, "Undo …").click();
      await dialog(page).getByText("2 would be opened again").waitFor();
      expect(await statusOf(0)).toBe("COMPLETED");
      await doIt(page, "Undo");
      await page.getByText("The run is undone, as far as that could be.").waitFor();
      await sessions.getByText("opened again", { exact: true }).first().waitFor();
      expect([await statusOf(0), await statusOf(1)]).toEqual(["IN_PROGRESS", "IN_PROGRESS"]);
    });
  });

  test("that was changed in hooks.config.ts says in what, and what was seen is confirmed or nothing", async () => {
    const { hash = "" } = (await policies()).policies[0] ?? {};
    await world.hooks("auto-close", "confirm", "parados", "--seen", hash);
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/auto-close");
      await card(page, "parados").getByText("acts", { exact: true }).waitFor();
      world.writeConfig(configOf(1));
      const changed = card(page, "parados").getByText("silence (hours)");
      await changed.waitFor();
      await card(page, "parados").getByText("it would close more, or sooner").waitFor();

      await card(page, "parados").getByRole("button", { name: "Confirm …" }).click();
      await dialog(page).getByText("silence (hours)").waitFor();
      // Somebody edits it once more while the question stands there.
      world.writeConfig(configOf(0.5));
      await doIt(page, "Confirm");
      await dialog(page)
        .getByText(/policy parados is another by now/)
        .waitFor();
      expect((await policies()).policies[0]).toMatchObject({ confirmed: { hash } });

      await dialog(page).getByRole("button", { name: "Cancel" }).click();
      await card(page, "parados").getByText("0.5", { exact: true }).waitFor();
      await card(page, "parados").getByRole("button", { name: "Confirm …" }).click();
      await dialog(page).getByText("0.5", { exact: true }).waitFor();
      await doIt(page, "Confirm");
      await page.getByText("parados is confirmed").waitFor();
      const [now] = (await policies()).policies;
      expect(now).toMatchObject({ mode: "acts", changes: [], confirmed: { saidSo: { by } } });
      expect(now?.confirmed?.hash).not.toBe(hash);
    });
  });

  test("is paused and resumed, and so is the account, with who said so", async () => {
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/auto-close");
      await card(page, "avisa").getByRole("button", { name: "Pause …" }).click();
      await dialog(page).getByText("It warns and closes nobody").waitFor();
      await doIt(page, "Pause");
      await card(page, "avisa").getByText("paused", { exact: true }).waitFor();
      await card(page, "avisa").getByText("Paused by").waitFor();
      expect((await policies()).policies[1]).toMatchObject({ paused: true, switchedBy: { by } });
      await card(page, "avisa").getByRole("button", { name: "Resume …" }).click();
      await doIt(page, "Resume");
      await page.getByText("avisa is resumed.").waitFor();

      await button(page, "Pause the account …").click();
      await doIt(page, "Pause");
      await page.getByText("Everything of account default is paused").waitFor();
      expect((await policies()).killSwitch).toMatchObject({ paused: true, switchedBy: { by } });
      await button(page, "Resume the account …").click();
      await doIt(page, "Resume");
      await page.getByText("The account goes on.").waitFor();
    });
  });
});

test("a day is closed and opened again", async () => {
  const year = new Date().getFullYear() + 1;
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/auto-close/closed-days");
    await page.getByText("No closed day is set").waitFor();
    await button(page, "Close a day …").click();
    await dialog(page).getByLabel("Day", { exact: true }).fill(`${year}-03-05`);
    await dialog(page).getByLabel("From").fill("12:00");
    await dialog(page).getByLabel("Why").fill("Padroeira");
    await dialog(page).getByText(`12:00–24:00`).waitFor();
    expect((await world.json<ClosedDayList>("closed-day", "list")).closedDays).toEqual([]);
    await doIt(page, "Close a day");
    await page.getByRole("row").filter({ hasText: "Padroeira" }).getByText(by).waitFor();
    expect((await world.json<ClosedDayList>("closed-day", "list")).closedDays).toMatchObject([
      { date: `${year}-03-05`, fromMinute: 720, reason: "Padroeira", setBy: by },
    ]);
    await button(page, "Open again …").click();
    await dialog(page).getByText("Padroeira").waitFor();
    await doIt(page, "Open again");
    await page.getByText("The day is open again.").waitFor();
  });
});

const paths = ["", "/preview?policy=parados", "/runs", "/report", "/closed-days"];

describe.each(everyLook.map((look) => [lookName(look), look] as const))("%s", (_name, look) => {
  test("every part of it fits, and can be used without a mouse or eyes", async () => {
    await withPage(look, async ({ page }) => {
      await enterConsole(page, world, "/auto-close");
      for (const path of paths) {
        await page.goto(`${world.url}/auto-close${path}`);
        await settled(page);
        await expectFits(page);
        await expectAccessible(page);
      }
    });
  });
});
