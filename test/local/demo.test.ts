// The demo stands on its own: whatever a user writes in hooks.config.ts and local/secrets.json, it plays.
import { expect, test } from "@jest/globals";
import { exampleSecrets } from "../support/own-files.ts";

test("it reads a configuration of its own, and the example has a secret for each of its sources", async () => {
  // An import of the user's configuration, by any of its modules, would be refused here.
  await import("../../local/demo/world.ts");
  const { default: config } = await import("../../local/demo/hooks.config.ts");
  expect(Object.keys(config.sources)).toEqual(["crm"]);
  for (const name of Object.keys(config.sources)) expect(exampleSecrets.sources).toHaveProperty(name);
});
