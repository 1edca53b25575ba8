// What is parked, as somebody works through it: understood, corrected, done again once, taken away, one or many.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Locator, Page } from "playwright-core";
import type { ParkedList } from "../../cli/parked/list-parked.ts";
import type { HooksConfigInput } from "../../lib/config.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { until } from "../support/until.ts";
import { journalOf } from "../support/wts-stand-in.ts";
import { type ConsoleWorld, startConsoleWorld } from "./support/console-world.ts";
import { enterConsole, settled } from "./support/enter-console.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { expectFits } from "./support/expect-fits.ts";
import { hostileHeader, hostileText, longText, markup, neverShown } from "./support/hostile-text.ts";
import { everyLook, lookName } from "./support/look.ts";
import { tabTo } from "./support/tab-to.ts";
import { withPage } from "./support/with-page.ts";

/** `department` is what the mapping names, whatever comes. */
const configWith = (department: string): HooksConfigInput => ({
  language: "en",
  timeZone: "America/Sao_Paulo",
  sources: {
    github: {
      verify: "github",
      map: [
        { command: "'note'", sessionId: "body.session", text: "body.text" },
        { command: "'transfer'", sessionId: "body.session", department: `'${department}'` },
      ],
    },
    asaas: {
      verify: { scheme: "token", header: "asaas-access-token" },
      deliveryId: "body.id",
      map: { command: "'transfer'", sessionId: "body.session", department: "body.department" },
    },
  },
});
const wrong = configWith("Financero");

let world: ConsoleWorld;
let current = wrong;
let deliveries = 0;
beforeAll(async () => {
  world = await startConsoleWorld(wrong, {
    packageAgain: async () => ({ packageDir: packageWithConfig(current), advice: [] }),
  });
});
afterAll(() => world.stop());

const edit = (config: HooksConfigInput): void => {
  current = config;
  world.writeConfig(config);
};
afterEach(async () => {
  edit(wrong);
  for (const { messageId } of await world.json<ParkedList>("parked", "list"))
    await world.typed("parked", "discard", messageId, "--reason", "test", "--yes");
});

/** Resolves when its transfer lies there. */
const park = async (session: string, text = "Pago"): Promise<string> => {
  deliveries += 1;
  const delivery = `d-${deliveries}`;
  // The same content twice would be a copy.
  const body = { session, text, delivery };
  expect(await world.deliver("github", body, { "x-github-delivery": delivery })).toBe(202);
  let messageId = "";
  await until(async () => {
    const parked = await world.json<ParkedList>("parked", "list");
    messageId = parked.find(({ deliveryId }) => deliveryId === delivery)?.messageId ?? "";
    return messageId !== "";
  }, "the transfer to be parked");
  return messageId;
};

const rows = (page: Page): Locator => page.locator("main tbody tr");
const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });
const inDialog = (page: Page, name: string): Locator =>
  page.locator("dialog[open]").getByRole("button", { name, exact: true });
/** What WTS took of it. */
const writtenTo = async (session: string, what: "transfer" | "note"): Promise<number> => {
  const journal = await journalOf(world.admin, true);
  return journal.filter(
    ({ path, status }) => path.includes(session) && path.endsWith(`/${what}`) && status !== null && status < 300,
  ).length;
};

test("a wrong mapping is understood, corrected, and what it parked is done again, once", async () => {
  const session = await world.arrive("Yara Souza", "Já paguei", "Comercial");
  const messageId = await park(session, "Pagou; ligar para 11 98004-5904");
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/parked");
    await rows(page).getByText("What was asked for cannot be done as it says.").waitFor();
    await rows(page)
      .getByRole("link", { name: messageId.slice(0, 8) })
      .click();
    await settled(page);
    await page.getByRole("listitem").getByText("the nearest name is Financeiro").waitFor();
    const plan = page.getByRole("table", { name: "Each command of the delivery, before and now" });
    await plan.getByRole("row", { name: /Note.+skips it: it was applied/ }).waitFor();
    await plan.getByRole("row", { name: /refused.+Financero.+does it again/ }).waitFor();

    // Nobody sees a text or a number who has not asked for it.
    const came = page.locator("section").filter({ has: page.getByRole("heading", { name: "What came" }) });
    expect(await came.innerText()).not.toMatch(/98004|Pagou/);
    await button(page, "Show them").click();
    await came.getByText("98004-5904").waitFor();

    edit(configWith("Financeiro"));
    await button(page, "Read again").click();
    await plan.getByRole("row", { name: /refused.+Financeiro.+does it again/ }).waitFor();
    await world.hooks("local", "rebuild");

    await button(page, "Replay").click();
    await page.locator("dialog[open]").getByText("will be done again").waitFor();
    await inDialog(page, "Replay").click();
    await page.getByText("It is being done again.").waitFor();
    await page.getByRole("link", { name: "All that is parked" }).click();
    await page.getByText("Nothing is parked.").waitFor();
  });
  const { departments } = await world.admin<{ departments: { id: string; name: string }[] }>("GET", "directory");
  const financeiro = departments.find(({ name }) => name === "Financeiro")?.id;
  await world.until(session, ({ departmentId }) => departmentId === financeiro, "the session to be moved");
  expect([await writtenTo(session, "transfer"), await writtenTo(session, "note")]).toEqual([1, 1]);
});

describe("many at once", () => {
  test("by keyboard alone: of one source all are chosen, and taken away with a reason", async () => {
    edit(wrong);
    await world.hooks("local", "rebuild");
    const session = await world.arrive("Beto Lima", "Oi", "Comercial");
    for (let each = 0; each < 3; each += 1) await park(session);
    await world.deliver("asaas", { id: "evt_1", session, department: "Nada" });
    await until(async () => (await world.json<ParkedList>("parked", "list")).length === 4, "all four to be parked");
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/parked");
      await until(async () => (await rows(page).count()) === 4, "four rows");
      await tabTo(page, page.getByLabel("Source"));
      await page.keyboard.type("g");
      await until(async () => (await rows(page).count()) === 3, "the rows of one source");
      await page.getByText("3 of 4 parked").waitFor();
      await tabTo(page, page.getByLabel("Choose all"));
      await page.keyboard.press("Space");
      await page.getByText("3 chosen").waitFor();
      await page.keyboard.press("Shift+Tab");
      await tabTo(page, page.locator(".chosen-bar").getByRole("button", { name: "Discard" }));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Take these 3 away without doing them?" }).waitFor();
      await tabTo(page, page.getByLabel(/^Why/));
      await page.keyboard.type("feito à mão");
      await until(() => inDialog(page, "Discard").isEnabled(), "what would go");
      await page.keyboard.press("Enter");
      await page.getByText("3 were taken away.").waitFor();
      await until(async () => (await rows(page).count()) <= 1, "the one that is left");
    });
    expect((await world.json<ParkedList>("parked", "list")).map(({ source }) => source)).toEqual(["webhook:asaas"]);
    expect(await world.hooks("session", session)).toMatch(/discarded .*: feito à mão/);
    expect(await writtenTo(session, "transfer")).toBe(0);
  });
});

describe("somebody else was faster", () => {
  test("what was replayed meanwhile is not replayed again, and is said", async () => {
    const session = await world.arrive("Caio Prado", "Oi", "Comercial");
    const messageId = await park(session);
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, `/parked/${messageId}`);
      await button(page, "Discard").click();
      await page.getByLabel(/^Why/).fill("não precisa mais");
      await until(() => inDialog(page, "Discard").isEnabled(), "what would go");
      await world.hooks("parked", "replay", messageId);
      await inDialog(page, "Discard").click();
      await page.locator("dialog[open]").getByRole("alert").getByText(messageId).waitFor();
    });
    // Its new message, since the mapping is as wrong as before.
    await until(async () => (await world.json<ParkedList>("parked", "list")).length === 1, "it to be parked again");
  });

  test("what would become of it has changed meanwhile: that is shown first, and nothing is done before it was seen", async () => {
    const session = await world.arrive("Duda Reis", "Oi", "Comercial");
    const messageId = await park(session);
    await withPage({}, async ({ page, watched }) => {
      await enterConsole(page, world, `/parked/${messageId}`);
      await button(page, "Replay").click();
      await page.locator("dialog[open]").getByText("Financero").waitFor();
      edit(configWith("Recepcao"));
      await inDialog(page, "Replay").click();
      await page.getByText("It changed while you looked: nothing was done.").waitFor();
      expect((await world.json<ParkedList>("parked", "list")).map((each) => each.messageId)).toEqual([messageId]);
      expect(watched.forget(/409/)).toBe(1);
      await page.locator("dialog[open]").getByText("Recepcao").waitFor();
      await inDialog(page, "Replay").click();
      await page.getByText("It is being done again.").waitFor();
    });
  });
});

describe("whoever looks at it", () => {
  test.each(everyLook.map((look) => [lookName(look), look] as const))(
    "meets the list, one message and its question whole, with hostile text in all of them: %s",
    async (_name, look) => {
      const session = await world.arrive("Nina Dias", "Oi", "Comercial");
      deliveries += 1;
      const body = { session, text: `${hostileText} ${longText}`, [markup]: markup, deliveries };
      await world.deliver("github", body, { "x-github-delivery": `${hostileHeader}-${deliveries}` });
      const unknown = { session: markup, text: hostileText, deliveries };
      await world.deliver("github", unknown, { "x-github-delivery": `h-${deliveries}` });
      let parked: ParkedList = [];
      await until(async () => {
        parked = await world.json<ParkedList>("parked", "list");
        return parked.length >= 2;
      }, "what is hostile to be parked");
      await withPage(look, async ({ page }) => {
        await enterConsole(page, world, "/parked");
        await until(async () => (await rows(page).count()) >= 2, "the rows");
        const look = async (): Promise<void> => {
          await expectAccessible(page);
          await expectFits(page);
          expect(await page.locator("main").innerText()).not.toMatch(neverShown);
        };
        await look();
        for (const { messageId } of parked) {
          await page.goto(`${world.url}/parked/${messageId}`);
          await settled(page);
          await page.locator("main section button[aria-pressed]").click();
          await until(async () => (await page.locator("main pre").count()) === 1, "what came");
          await look();
        }
        await page.locator("main button.primary").click();
        await page.locator("dialog[open] .preview *").first().waitFor();
        await expectAccessible(page);
        await expectFits(page);
        expect(await page.locator("main img, main script, main iframe, main svg[onload]").count()).toBe(0);
      });
    },
  );

  test("is told that there is nothing, and that something is not there any more", async () => {
    for (const look of everyLook.filter(({ theme }) => theme === "light"))
      await withPage(look, async ({ page }) => {
        await enterConsole(page, world, "/parked");
        await page.getByText(/^(Nothing is parked|Nada está retido)\./).waitFor();
        await page.goto(`${world.url}/parked/00000000-0000-4000-8000-000000000000`);
        await page.getByText(/^(It is not parked any more|Não está mais retido)/).waitFor();
        await expectAccessible(page);
        await expectFits(page);
      });
  });
});
