// The step that has both secrets filled, and restores what somebody deleted.
import { confirmed } from "../confirm.ts";
import { fillAccessSecret } from "./access-secret.ts";
import { fillAccounts } from "./accounts-secret.ts";
import { setupWords } from "./setup-words.ts";
import { type StageSecrets, withStageSecrets } from "./stage-secrets.ts";
import type { SetupContext, SetupStep } from "./step.ts";

/** AWS keeps the name of a deleted secret, so that nothing of that name can be made. */
const restoreDeleted = async (context: SetupContext, secrets: StageSecrets): Promise<string[]> => {
  const { surroundings, options, language } = context;
  const say = setupWords[language];
  const restored: string[] = [];
  for (const name of ["accounts", "access"] as const) {
    if ((await secrets.read(name)).kind !== "deleted") continue;
    await confirmed(surroundings, options.yes)(say.askRestore(secrets.idOf(name)), language);
    await secrets.restore(name);
    restored.push(say.restored(secrets.idOf(name)));
  }
  return restored;
};

export const secretsStep: SetupStep = {
  name: "secrets",
  take: (context) =>
    withStageSecrets(context.place, async (secrets) => {
      const restored = await restoreDeleted(context, secrets);
      const accounts = await fillAccounts(context, secrets);
      const access = await fillAccessSecret(context, secrets);
      const isNew = [accounts, access].some(({ state }) => state === "done");
      return {
        state: isNew ? "done" : "already",
        text: accounts.text,
        more: [...restored, ...(accounts.more ?? []), access.text, ...(access.more ?? [])],
      };
    }),
};
