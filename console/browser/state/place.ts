// Which stack the page shows, and which of its accounts.
import { computed, signal } from "@preact/signals";
import type { ConsolePlace } from "../../../cli/console/read-place.ts";
import { stored } from "./stored.ts";

/** Undefined until the console has said it. */
export const place = signal<ConsolePlace | undefined>(undefined);

const chosenAccount = stored("console-account", (kept) => kept ?? undefined);

/** One that another stack had is none of this one. */
export const account = computed(() => {
  const { accounts = [], account: own = "" } = place.value ?? {};
  return accounts.find(({ name }) => name === chosenAccount.value)?.name ?? own;
});

export const chooseAccount = (name: string): void => {
  chosenAccount.value = name;
};

/** Times are shown in it. */
export const timeZone = computed(
  () => place.value?.accounts.find(({ name }) => name === account.value)?.timeZone ?? "America/Sao_Paulo",
);
