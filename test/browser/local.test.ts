// This machine on the page: a webhook sent and edited, somebody who writes, time that passes, WTS that fails, and everything anew.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Locator, Page } from "playwright-core";
import { type ConsoleWorld, startConsoleWorld } from "./support/console-world.ts";
import { enterConsole } from "./support/enter-console.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { expectFits } from "./support/expect-fits.ts";
import { everyLook, lookName } from "./support/look.ts";
import { storyConfig } from "./support/story-config.ts";
import { withPage } from "./support/with-page.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld(storyConfig);
}, 120_000);
afterAll(() => world.stop());

const isCompleted = ({ status }: { status: string }): boolean => status === "COMPLETED";
const card = (page: Page, heading: string): Locator =>
  page.locator("section.card, form.card").filter({ has: page.getByRole("heading", { name: heading, exact: true }) });

/** Types a sample of the CRM into the editor, about that session. */
const edit = async (page: Page, id: string, change: object): Promise<void> => {
  const body = page.getByLabel("Body");
  await body.waitFor();
  const sample = JSON.parse(await body.inputValue()) as { data: object };
  await body.fill(JSON.stringify({ ...sample, ...change, data: { ...sample.data, session_id: id } }));
};

describe("a webhook", () => {
  test("is edited, looked at, sent as its sender would, and watched until its session is changed", async () => {
    const id = await world.arrive("Ana do Webhook", "Quanto fica?", "Comercial");
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/local");
      await page.getByLabel("Source").selectOption("crm");
      await edit(page, id, { id: "evt_story_1" });
      await page.getByText("Edited: this is sent").waitFor();
      await page.getByRole("button", { name: "What would it become?" }).click();
      await page.getByRole("heading", { name: "What it would become" }).waitFor();
      await page.locator(".explained").getByText("mapping", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Send", exact: true }).click();
      const result = page.getByLabel("What was answered");
      await result.getByText("It was taken.").waitFor();
      await result.getByText("applied", { exact: true }).waitFor();
      await world.until(id, isCompleted, "the session to be completed");
      await result.getByRole("link", { name: "Complete" }).click();
      await page.getByRole("heading", { name: "How it came" }).waitFor();
      await page.getByText("standard-webhooks").waitFor();
      await page.getByText(`PUT /chat/v1/session/${id}/complete`).waitFor();
    });
  });

  test("that is filtered out says so, and the log says why", async () => {
    const id = await world.arrive("Beto do Filtro", "Oi", "Comercial");
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/local");
      await page.getByLabel("Source").selectOption("crm");
      await edit(page, id, { id: "evt_story_2", type: "deal.lost" });
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText("There is no command for it").waitFor();
      await page.getByRole("link", { name: "The log of the functions says which." }).click();
      await page.getByText("delivery filtered").first().waitFor();
    });
    expect((await world.talk(id)).status).not.toBe("COMPLETED");
  });

  test("that is no JSON any more is refused, and the page says so", async () => {
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/local");
      await page.getByLabel("Source").selectOption("crm");
      const body = page.getByLabel("Body");
      await body.waitFor();
      await body.fill('<script>alert(1)</script> {"id": ');
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByLabel("What was answered").waitFor();
      expect(await page.locator("main script").count()).toBe(0);
    });
  });
});

test("a contact writes, a person of the team answers, and somebody goes away and comes back", async () => {
  const id = await world.arrive("Clara da Conversa", "Oi", "Comercial");
  await world.until(id, ({ userId }) => userId !== null, "somebody to have the session");
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/local/conversations");
    await page.getByLabel("Contact or session").fill("Clara da");
    await page.getByRole("button", { name: "Write here: Clara da Conversa" }).click();
    const form = card(page, "Write");
    await form.getByLabel("Text").fill("Ainda tem?");
    await form.getByRole("button", { name: "Write", exact: true }).click();
    await form.getByText("Written in").waitFor();
    await form.getByLabel("As").selectOption("agent");
    await form.getByLabel("Text").fill("Temos, sim.");
    await form.getByRole("button", { name: "Write", exact: true }).click();
    await page.locator("tr", { hasText: "Clara da Conversa" }).getByText("the team").waitFor();
    await page.getByRole("button", { name: "Send away: Carla Mendes" }).click();
    await page.getByRole("button", { name: "Bring back: Carla Mendes" }).click();
    await page.getByRole("button", { name: "Send away: Carla Mendes" }).waitFor();
  });
  expect((await world.talk(id)).messages.map(({ text }) => text)).toEqual(["Oi", "Ainda tem?", "Temos, sim."]);
});

test("somebody new begins a conversation, whatever they are called", async () => {
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/local/conversations");
    const form = card(page, "Write");
    await form.getByLabel("Somebody new begins a conversation").check();
    await form.getByLabel("Name or number").fill("<img src=x onerror=alert(1)> Zé");
    await form.getByLabel("Text").fill("Boa tarde");
    await form.getByRole("button", { name: "Write", exact: true }).click();
    await form.getByText("A session has begun:").waitFor();
    await page.getByRole("rowheader", { name: "<img src=x onerror=alert(1)> Zé" }).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
  });
});

test("the clock is moved, and a policy's close is seen", async () => {
  const id = await world.arrive("Davi do Tempo", "Oi", "Comercial");
  await world.until(id, ({ userId }) => userId !== null, "somebody to have the session");
  await world.hooks("local", "say", id, "Fica em R$ 180.", "--as", "agent");
  await world.hooks("local", "clock", "+1min");
  await world.hooks("auto-close", "confirm", "parados");
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/local/world");
    await card(page, "Time").getByRole("button", { name: "3 hours later" }).click();
    await card(page, "Time").getByText("Called: ").waitFor();
    await world.until(id, isCompleted, "the policy to close the session");
    await page.getByRole("link", { name: "Activity", exact: true }).click();
    const row = page
      .locator("tr", { hasText: "schedule" })
      .or(page.locator("tr", { hasText: "auto-close" }))
      .first();
    await row.waitFor();
    expect(await row.innerText()).toContain("Complete");
  });
});

test("WTS is made to fail: what came is applied all the same, and the page shows both", async () => {
  const id = await world.arrive("Eva da Falha", "Oi", "Comercial");
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/local/world");
    const failures = card(page, "Failures");
    await failures.getByLabel("So many calls").fill("1");
    await failures.getByRole("button", { name: "Let it fail" }).click();
    await failures.getByText("wts answers 500, 1 more").waitFor();
    expect(await world.deliver("generic", { id: "evt_story_3", session: id })).toBe(200);
    await world.until(id, isCompleted, "the session to be completed after a failure");
    await failures.getByText("Nothing is made to fail.").waitFor();
    await page.goto(`${world.url}/activity/calls`);
    await page.getByText("500", { exact: true }).first().waitFor();
  });
});

test("an edit counts after it is built, or what is wrong with it is said; here it was packaged elsewhere", async () => {
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/local/world");
    await page.getByRole("button", { name: "Have the edit count" }).click();
    await page.getByText("what runs here was packaged elsewhere").waitFor();
  });
});

test("everything begins anew only after it was asked", async () => {
  await world.arrive("Fabio que Vai", "Oi", "Comercial");
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/local/world");
    const anew = card(page, "Build, and begin anew");
    await anew.getByRole("button", { name: "Begin anew" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    expect(JSON.stringify(await world.json("local", "sessions", "--limit", "1000"))).toContain("Fabio que Vai");
    await anew.getByRole("button", { name: "Begin anew" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Begin anew" }).click();
    await page.getByText("Everything is as it was at the start.").waitFor();
    expect(JSON.stringify(await world.json("local", "sessions", "--limit", "1000"))).not.toContain("Fabio que Vai");
  });
});

test.each(everyLook.map((look) => [lookName(look), look] as const))(
  "every part fits and can be used as %s",
  async (_name, look) => {
    await withPage(look, async ({ page }) => {
      await page.addInitScript(`localStorage.setItem("console-language", ${JSON.stringify(look.language)})`);
      await enterConsole(page, world, "/local");
      await page.locator("textarea").waitFor();
      for (const path of ["/local", "/local/conversations", "/local/world"]) {
        await page.goto(world.url + path);
        await page.locator("select, table").first().waitFor();
        await expectFits(page);
        await expectAccessible(page);
      }
    });
  },
);
