// Sessions on the page: why one was closed, and what can be done with one, each with its difference before anything is written.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { SessionStory } from "../../cli/session/show-story.ts";
import { settled } from "./support/enter-console.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { expectFits } from "./support/expect-fits.ts";
import { lookName } from "./support/look.ts";
import { type SessionsWorld, startSessionsWorld, storied } from "./support/sessions-world.ts";
import { tabTo } from "./support/tab-to.ts";
import { withPage } from "./support/with-page.ts";

const isListed = (page: Page) => page.locator("tbody tr").first().waitFor();

/** What is told first of a session. */
const glance = (page: Page) => page.locator(".notice").first();

describe("whoever opens the console", () => {
  let world: SessionsWorld;
  beforeAll(async () => {
    world = await startSessionsWorld();
  });
  afterAll(() => world.stop());

  const enter = async (page: Page, path = "/sessions"): Promise<void> => {
    await page.goto(world.newAddress());
    await isListed(page);
    if (path !== "/sessions") await page.goto(world.url + path);
  };

  test("finds out by a protocol number why a session was closed, without a mouse", async () => {
    await withPage({ language: "pt-BR", width: 390 }, async ({ page }) => {
      await enter(page);
      const search = page.getByLabel("Buscar qualquer atendimento");
      await tabTo(page, search);
      await page.keyboard.type(world.number);
      await page.keyboard.press("Enter");
      await page.getByText("Por que foi encerrado").waitFor();
      expect(await glance(page).innerText()).toMatch(
        /Encerrado pela regra parados: ninguém escreveu por 6 horas \(desde /,
      );
      expect(await page.title()).toContain(`Atendimento ${world.number}`);
    });
  });

  test("reads what happened as a time line, each entry with its codes for who opens it", async () => {
    await withPage({}, async ({ page }) => {
      await enter(page, `/sessions/${storied.closed}`);
      const entries = page.locator(".timeline > li");
      await entries.first().waitFor();
      const moved = entries.filter({ hasText: "Given to" });
      expect(await moved.innerText()).toContain("owner: Ana Paula Ribeiro → Carla Mendes");
      expect(await moved.innerText()).toContain("not João Silva: could take it, but it was another's turn");
      const codes = moved.getByText("transfer, applied, CHOSEN");
      expect(await codes.isVisible()).toBe(false);
      await moved.getByText("Codes and ids").click();
      expect(await codes.isVisible()).toBe(true);
    });
  });

  test("sees why each session is in the list, and chooses by that, with an address to keep", async () => {
    await withPage({}, async ({ page }) => {
      await enter(page);
      const rows = page.locator("tbody tr");
      expect(await rows.count()).toBe(5);
      await page.getByRole("link", { name: "Held 1" }).click();
      await page.getByRole("link", { name: "Held 1", exact: true }).and(page.locator("[aria-current=page]")).waitFor();
      await isListed(page);
      expect(await rows.count()).toBe(1);
      expect(page.url()).toContain("?only=held");
      await page.reload();
      await isListed(page);
      expect(await rows.count()).toBe(1);
      expect(await rows.innerText()).toContain("Held");
    });
  });

  test("reads foreign text as the text it is", async () => {
    await withPage({}, async ({ page }) => {
      await enter(page);
      const held = page.locator("tbody tr", { hasText: "Held" });
      expect(await held.innerText()).toContain('<img src=x onerror="alert(1)">');
      expect(await held.innerText()).toContain("\\u202e");
      await page.goto(`${world.url}/sessions/${storied.held}`);
      await page.locator(".timeline > li").first().waitFor();
      await page.goto(`${world.url}/sessions/${encodeURIComponent('"><img src=x onerror=alert(1)>')}`);
      await page.getByRole("alert").waitFor();
      expect(await page.locator("main img, main script").count()).toBe(0);
    });
  });

  test("looks for a phone number, which is in no address, title, history or store of the browser", async () => {
    await withPage({}, async ({ page }) => {
      await enter(page);
      const phone = "(11) 98004-5904";
      await page.getByLabel("Find any session").fill(phone);
      await page.keyboard.press("Enter");
      await page.locator("main h1", { hasText: /^Session/ }).waitFor();
      await settled(page);
      const kept = await page.evaluate<string>(
        "JSON.stringify([location.href, document.title, history.state, {...localStorage}, {...sessionStorage}])",
      );
      expect(kept.replaceAll(/\D/g, "")).not.toContain("98004");
      await page.goBack();
      await isListed(page);
      await page.goForward();
      await page.locator("main h1", { hasText: /^Session/ }).waitFor();
      // Nobody knows any more what was typed.
      await page.reload();
      await isListed(page);
    });
  });

  test.each(["/sessions", "/parked", "/routing/explain", "/activity/commands", "/auto-close/runs"])(
    "an address that was cut within a sign is no more than unknown: %s",
    async (root) => {
      await withPage({}, async ({ page }) => {
        await enter(page, `${root}/%E0%A4%A`);
        await settled(page);
        expect(await page.locator("main h1").first().innerText()).not.toBe("");
      });
    },
  );

  test("is told what was looked for where no session is found", async () => {
    await withPage({}, async ({ page }) => {
      await enter(page, "/sessions/5e55ba5e-0000-4000-8000-999999999999");
      expect(await page.getByRole("alert").innerText()).toContain("5e55ba5e-0000-4000-8000-999999999999");
    });
  });

  test.each(
    (["en", "pt-BR"] as const)
      .flatMap((language) =>
        ([1280, 390] as const).map((width) => ({ language, width, theme: width === 390 ? "dark" : "light" }) as const),
      )
      .map((look) => [lookName(look), look] as const),
  )("can use it as %s", async (_name, look) => {
    await withPage(look, async ({ page }) => {
      await enter(page);
      await page
        .getByText(look.language === "en" ? "Why it is here" : "Por que está aqui")
        .first()
        .waitFor({ state: "attached" });
      await expectFits(page);
      await expectAccessible(page);
      for (const id of [storied.closed, storied.held, storied.parked]) {
        await page.goto(`${world.url}/sessions/${id}`);
        await page.locator(".timeline > li").first().waitFor();
        await expectFits(page);
        await expectAccessible(page);
      }
    });
  });
});

describe("whoever acts on a session", () => {
  let world: SessionsWorld;
  beforeEach(async () => {
    world = await startSessionsWorld();
  });
  afterEach(() => world.stop());

  const open = async (page: Page, id: string): Promise<void> => {
    await page.goto(world.newAddress());
    await isListed(page);
    await page.goto(`${world.url}/sessions/${id}`);
    await page.getByText("What comes next").waitFor();
  };
  const story = (id: string) => world.our.json<SessionStory>("session", id);
  const dialog = (page: Page) => page.getByRole("dialog");

  test("holds it until a time that is shown before, and releases it", async () => {
    await withPage({}, async ({ page }) => {
      await open(page, storied.open);
      await page.getByRole("button", { name: "Hold", exact: true }).click();
      expect(await dialog(page).getByRole("button", { name: "Hold it" }).isDisabled()).toBe(true);
      await dialog(page).getByLabel("Until").fill("in 2 days");
      await dialog(page).getByLabel("Why").fill("call back");
      await dialog(page).locator(".difference").waitFor();
      expect(await dialog(page).locator(".difference").innerText()).toMatch(/hold.*none.*09:00/s);
      await expectAccessible(page);
      expect((await story(storied.open)).hold).toBeUndefined();
      await dialog(page).getByRole("button", { name: "Hold it" }).click();
      await page.getByText("It is held.").waitFor();
      expect((await story(storied.open)).hold).toMatchObject({ reason: "call back" });
      await page.getByRole("button", { name: "Release", exact: true }).click();
      await dialog(page).getByRole("button", { name: "Release it" }).click();
      await page.getByText("It is held no more.").waitFor();
      expect((await story(storied.open)).hold).toMatchObject({ ended: { as: "RELEASED" } });
    });
  });

  test("closes it only as it was shown: not while its contact writes", async () => {
    await withPage({ width: 390 }, async ({ page, watched }) => {
      await open(page, storied.open);
      await page.getByRole("button", { name: "Close", exact: true }).click();
      await dialog(page).getByLabel("Why").fill("solved by phone");
      const difference = dialog(page).locator(".difference");
      await difference.filter({ hasText: "solved by phone" }).waitFor();
      expect(await difference.innerText()).toMatch(/status.*In progress.*Closed/s);
      await world.standIn.admin("POST", "messages", { sessionId: storied.open, direction: "FROM_HUB", text: "Wait!" });
      await dialog(page).getByRole("button", { name: "Close it" }).click();
      await dialog(page).getByText("It changed while you looked").waitFor();
      expect(watched.forget(/409 \(Conflict\)/)).toBe(1);
      expect((await story(storied.open)).session).toMatchObject({ status: "IN_PROGRESS" });
      await difference.waitFor();
      await dialog(page).getByRole("button", { name: "Close it" }).click();
      await page.getByText("It is closed.").waitFor();
      await page.getByText("Why it was closed").waitFor();
      expect((await story(storied.open)).session).toMatchObject({ status: "COMPLETED" });
    });
  });

  test("is told where somebody else was first", async () => {
    await withPage({}, async ({ page, watched }) => {
      await open(page, storied.open);
      await page.getByRole("button", { name: "Close", exact: true }).click();
      await dialog(page).locator(".difference").waitFor();
      await world.our.hooks("session", "complete", storied.open, "--yes");
      await dialog(page).getByRole("button", { name: "Close it" }).click();
      await dialog(page).getByText("It is closed already.").waitFor();
      expect(watched.forget(/409 \(Conflict\)/)).toBe(1);
      expect(await dialog(page).getByRole("button", { name: "Close it" }).isDisabled()).toBe(true);
    });
  });

  test("goes on with the keyboard where it was, or at the head of the page where that is gone", async () => {
    await withPage({}, async ({ page }) => {
      await open(page, storied.open);
      await page.getByRole("button", { name: "Hold", exact: true }).focus();
      await page.keyboard.press("Enter");
      await dialog(page).getByLabel("Until").fill("tomorrow 09:00");
      await dialog(page).locator(".difference").waitFor();
      await dialog(page).getByRole("button", { name: "Hold it" }).click();
      await page.getByText("It is held.").waitFor();
      await page.locator("button:focus", { hasText: "Hold" }).waitFor();
      await page.getByRole("button", { name: "Close", exact: true }).focus();
      await page.keyboard.press("Enter");
      await dialog(page).locator(".difference").waitFor();
      await dialog(page).getByRole("button", { name: "Close it" }).click();
      await page.getByText("It is closed.").waitFor();
      await page.getByRole("button", { name: "Close", exact: true }).waitFor({ state: "detached" });
      await page.locator("h1:focus").waitFor();
    });
  });

  test("has it moved, and reads before who would get it and why nobody else", async () => {
    await withPage({}, async ({ page }) => {
      await open(page, storied.open);
      await page.getByRole("button", { name: "Move", exact: true }).click();
      await dialog(page)
        .getByText(/Given to .* \(Comercial\) by policy comercial \(on request\)/)
        .waitFor();
      await dialog(page).getByLabel("Person").selectOption({ label: "Carla Mendes" });
      await dialog(page)
        .getByText(/Given to Carla Mendes/)
        .waitFor();
      await dialog(page).getByRole("button", { name: "Move it" }).click();
      await page.getByText("It was moved.").waitFor();
      expect((await story(storied.open)).session).toMatchObject({ userName: "Carla Mendes" });
    });
  });
});
