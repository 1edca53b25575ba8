// A source is said to have a secret only where one lets somebody in.
import { expect, test } from "@jest/globals";
import { checkSources } from "../../../cli/doctor/checks/check-secrets.ts";
import { doctorWords } from "../../../cli/doctor/doctor-words.ts";
import type { Examined } from "../../../cli/doctor/examined.ts";
import { parseAccess } from "../../../lib/core/access-secret.ts";

const looked = (sources: object) =>
  checkSources({
    say: doctorWords.en,
    connection: { isStandIn: () => true },
    config: { sources: { crm: {}, loja: {} }, notify: {} },
    access: async () => parseAccess(JSON.stringify({ clients: {}, sources })),
  } as unknown as Examined);

const good = ["a-secret-of-sixteen-or-more"];

test("one with a secret has it, one without is refused", async () => {
  expect(await looked({ crm: good })).toMatchObject([
    { verdict: "ok", about: "crm", what: "has a secret" },
    { verdict: "wrong", about: "loja", what: expect.stringContaining("refused with 401") },
  ]);
});

test.each([[[]], [["short"]], [{ secrets: good, unknown: 1 }], ["text"]])(
  "of one whose entry is closed (%j) nothing good is said: what is wrong stands with the secret",
  async (entry) => {
    expect(await looked({ crm: entry, loja: good })).toMatchObject([{ verdict: "ok", about: "loja" }]);
  },
);
