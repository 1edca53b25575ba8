// Routing, as somebody looks at it who is asked why a session went to whom: people, the decision about one session, the last moves.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Locator, Page } from "playwright-core";
import type { HooksConfigInput } from "../../lib/config.ts";
import { until } from "../support/until.ts";
import { journalOf } from "../support/wts-stand-in.ts";
import { type ConsoleWorld, startConsoleWorld } from "./support/console-world.ts";
import { enterConsole, settled } from "./support/enter-console.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { expectFits } from "./support/expect-fits.ts";
import { everyLook, lookName } from "./support/look.ts";
import { tabTo } from "./support/tab-to.ts";
import { withPage } from "./support/with-page.ts";

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const always = { weekly: Object.fromEntries(days.map((day) => [day, ["00:00-24:00"]])) };

const configOf = (language: "en" | "pt-BR"): HooksConfigInput => ({
  language,
  timeZone: "America/Sao_Paulo",
  sources: { wts: { verify: "wts", publish: ["SESSION_NEW"] } },
  routing: {
    policies: [
      { name: "vip", when: ["SESSION_NEW"], match: { type: "GROUP" }, department: "Recepção" },
      { name: "novos", when: ["SESSION_NEW", "backlog"], department: "Comercial", capacity: 30 },
    ],
    people: { "Carla Mendes": { hours: always }, "Bruno Carvalho": { hours: { weekly: { sunday: ["09:00-10:00"] } } } },
  },
});

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld(configOf("en"));
});
afterAll(() => world.stop());

/** Resolves when somebody has it. */
const moved = async (name: string): Promise<string> => {
  const session = await world.arrive(name, "Quero um orçamento", "Comercial");
  await world.until(session, ({ userId }) => userId !== null, `somebody to have the session of ${name}`);
  return session;
};

const ofDepartment = (page: Page, name: string): Locator =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: new RegExp(`^${name}`) }) });
const ofPerson = (page: Page, department: string, name: string): Locator =>
  ofDepartment(page, department).getByRole("row").filter({ hasText: name });

test("a move is explained: who has the session, by which policy, why, and why nobody else", async () => {
  const session = await moved("Yara Souza");
  const { userId } = await world.talk(session);
  const { agents } = await world.admin<{ agents: { userId: string; name: string }[] }>("GET", "directory");
  const owner = agents.find((agent) => agent.userId === userId)?.name ?? "";
  const other = owner === "Carla Mendes" ? "João Silva" : "Carla Mendes";
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/routing");
    await page.getByRole("link", { name: "Last moves" }).click();
    const move = page.getByRole("listitem").filter({ hasText: session.slice(0, 8) });
    await move.getByText(`Given to ${owner} (Comercial) by policy novos (new session): fewest open sessions`).waitFor();
    await move.getByText("1 passed over").waitFor();
    await move.getByText("Who was passed over, and why").click();
    await move.getByText(`not ${other}: could take it, but it was another's turn`).waitFor();
    await move.getByText("not by policy vip: the session differs").waitFor();
    await move.getByRole("link", { name: session.slice(0, 8) }).click();
    await page.waitForURL(`${world.url}/sessions/${session}`);
  });
});

test("the next move appears by itself", async () => {
  await withPage({}, async ({ page }) => {
    await enterConsole(page, world, "/routing/moves");
    const session = await moved("Beto Lima");
    await page.getByRole("link", { name: session.slice(0, 8) }).waitFor();
  });
});

describe("people", () => {
  test("each with shift, availability, load beside capacity, and who gives to them; whoever goes away is seen to", async () => {
    await moved("Caio Prado");
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/routing");
      const carla = ofPerson(page, "Comercial", "Carla Mendes");
      await carla.getByText("on shift").waitFor();
      await carla.getByText(/novos \d+ of 30/).waitFor();
      const [open = 0] = await world
        .json<{ departments: { name: string; people: { name: string; openSessions: number }[] }[] }>("directory")
        .then(({ departments }) =>
          departments.flatMap(({ name, people }) =>
            name === "Comercial"
              ? people.filter((each) => each.name === "Carla Mendes").map((each) => each.openSessions)
              : [],
          ),
        );
      await carla.getByRole("img", { name: `${open} open sessions, of at most 30` }).waitFor();
      await ofPerson(page, "Recepção", "Bruno Carvalho")
        .getByText(/^off shift until/)
        .waitFor();

      await page.getByLabel("Department").selectOption({ label: "Comercial" });
      expect(await page.locator("main section.people").count()).toBe(1);
      await carla.getByText("available", { exact: true }).waitFor();
      await world.hooks("local", "agent", "Carla Mendes", "away");
      await carla.getByText("not available").waitFor();
      await carla.getByText("is set to unavailable").first().waitFor();
      await world.hooks("local", "agent", "Carla Mendes", "back");
      await carla.getByText("available", { exact: true }).waitFor();
    });
  });

  test("a name that nobody has is said, with the nearest one", async () => {
    const config = configOf("en");
    const [vip, novos] = config.routing?.policies ?? [];
    world.writeConfig({ ...config, routing: { policies: [vip, { ...novos, department: "Comercal" }] as never } });
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/routing");
      await page.getByText("the nearest name is Comercial").waitFor();
    });
    world.writeConfig(config);
  });
});

describe("who would get it", () => {
  test("by keyboard: as if somebody asked for another department, and nothing is changed", async () => {
    const session = await world.arrive("Duda Reis", "Oi", "Suporte");
    await world.until(session, ({ userId }) => userId !== null, "somebody to have it");
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, "/routing/explain");
      await page.getByText("Name a session to see who would get it").waitFor();
      const before = (await journalOf(world.admin, true)).length;
      await tabTo(page, page.getByLabel("Session"));
      await page.keyboard.type(session);
      await tabTo(page, page.locator("summary").filter({ hasText: "As if somebody asked for" }));
      await page.keyboard.press("Enter");
      await tabTo(page, page.getByRole("textbox", { name: "Department" }));
      await page.keyboard.type("Pós-venda");
      await page.keyboard.press("Enter");
      const asked = page
        .locator("section")
        .filter({ has: page.getByRole("heading", { name: "Somebody asks for it" }) });
      await asked.getByText("goes to a queue", { exact: true }).waitFor();
      await asked.getByText("queue to the queue of Pós-venda").waitFor();
      await page.getByText("Nothing was changed.").waitFor();
      expect((await journalOf(world.admin, true)).length).toBe(before);
      expect(page.url()).not.toContain(session);
    });
  });

  test("who gets it comes first, then everybody else of the department with why not", async () => {
    const session = await moved("Nina Dias");
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, `/routing/explain/${session}`);
      await page.getByLabel("What happens").selectOption("requested");
      await page.getByText("As if somebody asked for").click();
      await page.getByRole("textbox", { name: "Person" }).fill("Marina Duarte");
      await page.getByRole("button", { name: "Explain" }).click();
      const table = page.getByRole("table", { name: "Who would get it, and why nobody else" });
      await table.getByRole("row", { name: /Marina Duarte.+gets it/ }).waitFor();
      expect(await table.getByRole("rowheader").first().innerText()).toBe("Marina Duarte");
      await table.getByRole("row", { name: /Carla Mendes.+does not.+is not among/ }).waitFor();
    });
  });

  test("a session that is not there is said to be not there", async () => {
    await withPage({}, async ({ page }) => {
      await enterConsole(page, world, `/routing/explain/${crypto.randomUUID()}`);
      await page.getByRole("alert").getByText("SESSION_NOT_FOUND").waitFor();
    });
  });
});

test.each(everyLook.map((look) => [lookName(look), look] as const))(
  "each part is whole, and in the language that was chosen: %s",
  async (_name, look) => {
    world.writeConfig(configOf(look.language));
    const session = await moved("Yara Souza");
    const said = { en: /Given to/, "pt-BR": /Entregue a/ }[look.language];
    await withPage(look, async ({ page }) => {
      await enterConsole(page, world, "/routing");
      for (const path of ["/routing", "/routing/explain", `/routing/explain/${session}`, "/routing/moves"]) {
        await page.goto(`${world.url}${path}`);
        await settled(page);
        if (path === "/routing/moves") await page.getByText(said).first().waitFor();
        for (const summary of await page.locator("main summary").all()) await summary.click();
        await expectAccessible(page);
        await expectFits(page);
      }
    });
    world.writeConfig(configOf("en"));
    await until(async () => (await world.json<unknown>("route", "moves")) !== undefined, "the configuration");
  },
);
