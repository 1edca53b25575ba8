// Activity on the page: what comes is seen as it comes, is kept still while somebody reads, and opens to its story.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { DeliveryRecord } from "../../cli/deliveries/delivery-record.ts";
import { type ConsoleWorld, startConsoleWorld } from "./support/console-world.ts";
import { enterConsole, settled } from "./support/enter-console.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { expectFits } from "./support/expect-fits.ts";
import { everyLook, lookName } from "./support/look.ts";
import { storyConfig } from "./support/story-config.ts";
import { tabTo } from "./support/tab-to.ts";
import { withPage } from "./support/with-page.ts";

let world: ConsoleWorld;
let serial = 0;
beforeAll(async () => {
  world = await startConsoleWorld(storyConfig);
}, 120_000);
afterAll(() => world.stop());

const isCompleted = ({ status }: { status: string }): boolean => status === "COMPLETED";

/** A deal is won: the CRM has a conversation of its own completed. Answers the session's id. */
const deliverDeal = async (more: object = {}): Promise<string> => {
  serial += 1;
  const session = await world.arrive(`Contato ${serial}`, "Oi", "Comercial");
  const body = { id: `evt_activity_${serial}`, type: "deal.won", data: { session_id: session }, ...more };
  expect(await world.deliver("crm", body)).toBe(202);
  return session;
};
const commandOf = async (session: string): Promise<string> => {
  const records = await world.json<readonly DeliveryRecord[]>("deliveries", "list", "--limit", "1000");
  const found = records.find(({ sessionId, command }) => sessionId === session && command === "complete");
  if (!found) throw new Error(`nothing has come of ${session}`);
  return found.commandId;
};

const rowOf = (page: Page, session: string) => page.locator("tbody tr", { hasText: session.slice(0, 8) });

describe("the list", () => {
  test("shows a webhook as it comes, with what became of it, and nobody has to ask", async () => {
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/activity");
      const session = await deliverDeal();
      const row = rowOf(page, session).filter({ hasText: "Complete" });
      await row.getByText("applied", { exact: true }).waitFor();
      expect(await row.innerText()).toContain("webhook:crm");
    });
  });

  test("is kept still while somebody reads: what is new is counted, and comes when they let it", async () => {
    const first = await deliverDeal();
    await world.until(first, isCompleted, "the first to be applied");
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/activity");
      await rowOf(page, first).first().waitFor();
      await page.getByRole("button", { name: "Keep still" }).click();
      const second = await deliverDeal();
      await page.getByText(/new commands? ha(s|ve) come meanwhile/).waitFor();
      expect(await rowOf(page, second).count()).toBe(0);
      await page.getByRole("button", { name: "Go on" }).click();
      await rowOf(page, second).first().waitFor();
    });
  });

  test("has one state alone, where that is what somebody looks for", async () => {
    const session = await deliverDeal();
    await world.until(session, isCompleted, "it to be applied");
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/activity");
      await rowOf(page, session).first().waitFor();
      await page.getByLabel("State").selectOption("rejected");
      await page.getByText("None of these commands is in this state.").waitFor();
      await page.getByLabel("Day (UTC)").fill("2020-01-31");
      await page.getByLabel("State").selectOption("");
      await page.getByText("No command has begun in this time.").waitFor();
    });
  });

  test("has the last hour as a chart, and in numbers for who cannot see it; and the rate beside its ceiling", async () => {
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/activity");
      await page.locator(".chart canvas").waitFor();
      await page.getByText("The same in numbers").click();
      expect(await page.locator(".chart tbody tr").count()).toBe(60);
      expect(await page.getByLabel("Rate of WTS").innerText()).toMatch(/in 5 min\s+\d+ \/ 800/);
    });
  });
});

describe("a command's story", () => {
  test("is opened without a mouse: verified how, what was written, what the functions said, which calls, what followed", async () => {
    const session = await deliverDeal();
    await world.until(session, isCompleted, "it to be applied");
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/activity");
      const link = rowOf(page, session).filter({ hasText: "Complete" }).getByRole("link").first();
      await link.waitFor();
      await tabTo(page, link);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "How it came" }).waitFor();
      await page.getByText("standard-webhooks").waitFor();
      await page.getByText("Session Closed").waitFor();
      await page.locator(".timeline").getByText("receive-webhook").waitFor();
      await page.locator(".timeline").getByText("apply-commands").first().waitFor();
      const calls = page.getByRole("table").filter({ hasText: "/note" });
      expect(await calls.innerText()).toContain(`PUT /chat/v1/session/${session}/complete`);
      await page
        .getByRole("link", { name: session.slice(0, 8) })
        .first()
        .click();
      await page.waitForURL(`**/sessions/${session}`);
    });
  });

  test("of what was refused has what today's mapping makes of it, texts hidden until asked for, and leads to what is parked", async () => {
    const missing = "2617d127-0000-4000-8000-999999999999";
    await world.deliver("crm", { id: "evt_refused", type: "deal.won", data: { session_id: missing } });
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/activity");
      await rowOf(page, missing).getByText("rejected", { exact: true }).waitFor();
      await page.goto(`${world.url}/activity/commands/${await commandOf(missing)}`);
      await page.getByRole("heading", { name: "What today's mapping makes of it" }).waitFor();
      const mapped = page.locator(".explained");
      await mapped.getByText("mapping", { exact: true }).waitFor();
      expect(await mapped.innerText()).not.toContain("Negócio ganho");
      await page.getByRole("button", { name: "Show texts and numbers" }).click();
      await mapped.getByText("Negócio ganho").first().waitFor();
      await page.getByRole("link", { name: "See why, and what to do" }).click();
      await page.waitForURL("**/parked/**");
    });
  });

  test("that there is not says so", async () => {
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, `/activity/commands/${"0".repeat(64)}`);
      await page.getByText("There is no such command").waitFor();
    });
  });
});

test("what is wrong is said with what to do, and what is good is there for who asks", async () => {
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/activity/health");
    await page.getByText(/\d+ wrong, \d+ to look at/).waitFor();
    await page.getByText(/^\d+ good$/).click();
    await page.getByText("API key (default)").waitFor();
  });
});

test("WTS made to fail is seen in the calls, by its status", async () => {
  const session = await world.arrive("Contato da Falha", "Oi", "Comercial");
  await world.until(session, ({ userId }) => userId !== null, "somebody to have the session");
  await world.hooks("local", "fault", "wts", "503", "--times", "1");
  expect(await world.deliver("generic", { id: "evt_failure", session })).toBe(200);
  await world.until(session, isCompleted, "it to be applied after a failure");
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/activity/calls");
    await page.getByText("503", { exact: true }).first().waitFor();
    await page.goto(`${world.url}/activity/log`);
    await page.getByLabel("About").fill(session);
    await page.locator(".timeline").getByText("applied").first().waitFor();
  });
});

test.each(everyLook.map((look) => [lookName(look), look] as const))(
  "every part fits and can be used as %s",
  async (_name, look) => {
    const session = await deliverDeal();
    await world.until(session, isCompleted, "it to be applied");
    const command = await commandOf(session);
    await withPage(look, async ({ page }) => {
      await page.addInitScript(`localStorage.setItem("console-language", ${JSON.stringify(look.language)})`);
      await enterConsole(page, world, "/activity");
      const parts = [
        "/activity",
        "/activity/log",
        "/activity/calls",
        "/activity/health",
        `/activity/commands/${command}`,
      ];
      for (const path of parts) {
        await page.goto(world.url + path);
        await settled(page);
        await expectFits(page);
        await expectAccessible(page);
      }
    });
  },
);
