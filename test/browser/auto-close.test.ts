// Auto-close on the page: a policy is changed, looked at, confirmed, run and undone by somebody who has never typed a command.
import { userInfo } from "node:os";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { PolicyList } from "../../cli/auto-close/list-policies.ts";
import type { RunList } from "../../cli/auto-close/list-runs.ts";
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
      { name: "abertos", match: { status: "STARTED" }, idle: { hours: 4 } },
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

/** Two are idle, one not for long enough, in one the contact waits; the last is another policy's. */
const putSessions = async (status: string): Promise<void> => {
  const ofNobody = status === "IN_PROGRESS" ? {} : { userId: null };
  await world.admin("POST", "reset", {
    sessions: [
      { lastMessageIn: agoOf(30), lastMessageOut: agoOf(29) },
      { lastMessageIn: agoOf(20), lastMessageOut: agoOf(19) },
      { lastMessageIn: agoOf(3), lastMessageOut: agoOf(2) },
      { lastMessageIn: agoOf(1), lastMessageOut: agoOf(2) },
      { lastMessageIn: agoOf(9), lastMessageOut: agoOf(8), status: "PENDING", userId: null },
    ].map((session, index) => ({
      ...{ id: sessionIdOf(index), createdAt: agoOf(40 - index), channelType: "ZAPI_WHATSAPP", status },
      ...ofNobody,
      ...session,
    })),
  });
  await world.admin("PUT", "limits", { enabled: false });
};

beforeEach(async () => {
  world.writeConfig(configOf(4));
  await putSessions("IN_PROGRESS");
});

const policies = () => world.json<PolicyList>("auto-close", "policies");
const statusOf = async (index: number) => (await world.talk(sessionIdOf(index))).status;
const card = (page: Page, name: string) => page.getByRole("article", { name });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");
/** In the dialog that is open. */
const doIt = (page: Page, name: string) => dialog(page).getByRole("button", { name, exact: true }).click();

/** What somebody reads and presses in the story of a policy, in each language. */
const words = {
  en: {
    waits: "waits to be confirmed",
    preview: "Preview",
    due: "Would be warned or closed",
    idle: /^idle since/,
    stay: "Stay open",
    notYet: "not idle for long enough",
    contactWaits: "the contact waits for an answer",
    confirm: ["Confirm …", "Confirm"],
    shown: "What the run that has shown it came to",
    confirmed: "is confirmed: it acts from its next run on.",
    policies: "Policies",
    acts: "acts",
    run: ["Run now …", "Run now"],
    wouldClose: "2 would be closed",
    runName: /^Run [0-9a-f]{12}$/,
    sessions: "Sessions of this run",
    closed: "closed",
    undo: ["Undo …", "Undo"],
    wouldOpen: "2 would be opened again",
    undone: "The run is undone, as far as that could be.",
    opened: "opened again",
  },
  "pt-BR": {
    waits: "espera confirmação",
    preview: "Simular",
    due: "Seriam avisados ou encerrados",
    idle: /^parado desde/,
    stay: "Ficam abertos",
    notYet: "ainda dentro do prazo",
    contactWaits: "o cliente espera uma resposta",
    confirm: ["Confirmar …", "Confirmar"],
    shown: "No que deu a execução que a mostrou",
    confirmed: "está confirmada: age a partir da próxima execução.",
    policies: "Regras",
    acts: "age",
    run: ["Executar agora …", "Executar agora"],
    wouldClose: "2 seriam encerrados",
    runName: /^Execução [0-9a-f]{12}$/,
    sessions: "Atendimentos desta execução",
    closed: "encerrado",
    undo: ["Desfazer …", "Desfazer"],
    wouldOpen: "2 seriam reabertos",
    undone: "A execução está desfeita, no que foi possível.",
    opened: "reaberto",
  },
} as const;

describe("a policy", () => {
  test.each([
    ["en", 1280, "parados", "IN_PROGRESS"],
    ["pt-BR", 390, "abertos", "STARTED"],
  ] as const)(
    "is previewed, confirmed, run, and its run undone, each after what it would do was shown (%s, %s)",
    async (language, width, name, status) => {
      const say = words[language];
      await putSessions(status);
      await world.hooks("auto-close");
      await withPage({ language, width }, async ({ page }) => {
        await enterConsole(page, world, "/auto-close");
        await card(page, name).getByText(say.waits).waitFor();
        await card(page, name).getByRole("link", { name: say.preview }).click();

        const due = page.getByRole("region", { name: say.due });
        await due.getByText(say.idle).first().waitFor();
        expect(await due.getByText(say.idle).count()).toBe(2);
        const stay = page.getByRole("region", { name: say.stay });
        await stay.getByText(say.notYet, { exact: true }).waitFor();
        await stay.getByText(say.contactWaits, { exact: true }).waitFor();

        await page
          .getByRole("listitem")
          .filter({ hasText: name })
          .getByRole("button", { name: say.confirm[0] })
          .click();
        await dialog(page).getByText(say.shown).waitFor();
        await doIt(page, say.confirm[1]);
        await page.getByText(`${name} ${say.confirmed}`).waitFor();
        expect((await policies()).policies.find((policy) => policy.name === name)).toMatchObject({
          ...{ mode: "acts", confirmed: { saidSo: { by } } },
        });

        await page.getByRole("link", { name: say.policies, exact: true }).click();
        await card(page, name).getByText(say.acts, { exact: true }).waitFor();
        await button(page, say.run[0]).click();
        await dialog(page).getByText(say.wouldClose).waitFor();
        expect([await statusOf(0), await statusOf(1)]).toEqual([status, status]);
        await doIt(page, say.run[1]);

        await page.getByRole("heading", { name: say.runName }).waitFor();
        const listed = page.getByRole("region", { name: say.sessions });
        await listed.getByText(say.closed, { exact: true }).first().waitFor();
        expect(await listed.getByText(say.closed, { exact: true }).count()).toBe(2);
        expect([await statusOf(0), await statusOf(1), await statusOf(2)]).toEqual([
          ...["COMPLETED", "COMPLETED"],
          status,
        ]);

        await button(page, say.undo[0]).click();
        await dialog(page).getByText(say.wouldOpen).waitFor();
        expect(await statusOf(0)).toBe("COMPLETED");
        await doIt(page, say.undo[1]);
        await page.getByText(say.undone).waitFor();
        await listed.getByText(say.opened, { exact: true }).first().waitFor();
        expect([await statusOf(0), await statusOf(1)]).toEqual([status, status]);
      });
    },
  );

  test("that was changed in hooks.config.ts says in what, and what was seen is confirmed or nothing", async () => {
    const { hash = "" } = (await policies()).policies[0] ?? {};
    await world.hooks("auto-close", "confirm", "parados", "--seen", hash);
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/auto-close");
      await card(page, "parados").getByText("acts", { exact: true }).waitFor();
      world.writeConfig(configOf(1));
      const changed = card(page, "parados").getByText("silence (hours)");
      await changed.waitFor();
      await card(page, "parados").getByText("it may close more, or sooner").waitFor();

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
      expect(now).toMatchObject({ confirmed: { saidSo: { by } }, changes: [{ path: "idle.hours", from: 0.5, to: 4 }] });
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

test("a preview that nobody wants to wait for is cancelled, and can be begun anew", async () => {
  await world.admin("POST", "faults", [{ path: "/chat/v2/session", delayMs: 2_000, times: 100 }]);
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/auto-close/preview");
    await button(page, "Look now").click();
    await page.getByRole("status").filter({ hasText: "Reading" }).waitFor();
    await button(page, "Cancel").click();
    await page.getByRole("status").filter({ hasText: "Reading" }).waitFor({ state: "detached" });
    expect(await page.getByRole("region", { name: "Stay open" }).count()).toBe(0);
    await world.admin("DELETE", "faults");
    await button(page, "Look now").click();
    await page.getByRole("region", { name: "Stay open" }).waitFor();
  });
});

test("a day is closed and opened again, and why is text, whatever somebody typed", async () => {
  const reason = `<img src=x onerror="alert(1)"> Padroeira`;
  const year = new Date().getFullYear() + 1;
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/auto-close/closed-days");
    await page.getByText("No closed day is set").waitFor();
    await button(page, "Close a day …").click();
    await dialog(page).getByLabel("Day", { exact: true }).fill(`${year}-03-05`);
    await dialog(page).getByLabel("From").fill("12:00");
    await dialog(page).getByLabel("Why").fill(reason);
    await dialog(page).getByText(`12:00–24:00`).waitFor();
    expect((await world.json<ClosedDayList>("closed-day", "list")).closedDays).toEqual([]);
    await doIt(page, "Close a day");
    await page.getByRole("row").filter({ hasText: "Padroeira" }).getByText(by).waitFor();
    expect((await world.json<ClosedDayList>("closed-day", "list")).closedDays).toMatchObject([
      { date: `${year}-03-05`, fromMinute: 720, reason, setBy: by },
    ]);
    await button(page, "Open again …").click();
    await dialog(page).getByText(reason, { exact: true }).waitFor();
    expect(await page.locator("img[src=x]").count()).toBe(0);
    await doIt(page, "Open again");
    await page.getByText("The day is open again.").waitFor();
  });
});

const paths = ["", "/preview?policy=parados", "/runs", "/report", "/closed-days"];

describe.each(everyLook.map((look) => [lookName(look), look] as const))("%s", (_name, look) => {
  test("every part of it fits, and can be used without a mouse or eyes", async () => {
    await withPage(look, async ({ page }) => {
      await enterConsole(page, world, "/auto-close");
      const [run] = (await world.json<RunList>("auto-close", "runs")).runs;
      for (const path of [...paths, `/runs/${run?.id}`]) {
        await page.goto(`${world.url}/auto-close${path}`);
        await settled(page);
        await expectFits(page);
        await expectAccessible(page);
      }
    });
  });
});
