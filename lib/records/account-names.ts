// The names of the accounts and the companies they are, without their keys, for whoever has to know which there are and calls none.
import { accountNamesKey } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import type { AccountNames } from "../core/accounts-secret.ts";
import { Fault, faults } from "../core/faults.ts";
import type { Clock } from "../runtime/clock.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Log } from "../runtime/log.ts";

const heldForMs = 60_000;

/** The company's id, or null, stands by the account's name. */
type WrittenNames = Readonly<Record<string, string | null>>;

const textOf = (accounts: AccountNames): string => {
  const written: WrittenNames = Object.fromEntries(
    [...accounts].map(([name, { companyId }]) => [name, companyId ?? null]),
  );
  return JSON.stringify(written);
};

const namesIn = (text: string): AccountNames =>
  new Map(
    Object.entries(JSON.parse(text) as WrittenNames).map(([name, companyId]) => [
      name,
      companyId === null ? {} : { companyId },
    ]),
  );

/** Reads them once a minute at most, and answers what it has read while the table is away. */
export const accountNames = ({
  table,
  clock,
}: {
  table: Pick<Table, "get">;
  clock: Pick<Clock, "now">;
}): (() => Promise<AccountNames>) => {
  let held: { names: AccountNames; readAt: number } | undefined;
  return async () => {
    if (held && clock.now() - held.readAt < heldForMs) return held.names;
    const item = await table.get(accountNamesKey).catch((error: unknown) => {
      if (!held) throw error;
      return undefined;
    });
    const text = item?.names;
    if (typeof text === "string") held = { names: namesIn(text), readAt: clock.now() };
    if (held) return held.names;
    throw new Fault(faults.tableUnavailable, {
      message: "the names of the accounts are not written down yet: look-after-sessions does so within a minute",
      retryAfterSeconds: 60,
    });
  };
};

interface KeeperDependencies {
  table: Table;
  accounts: { get(): Promise<AccountNames> };
  log: Log;
}

/** Every minute: writes the names down where they are not what was written last. Nobody's minute fails because of it. */
export const accountNamesKeeper = ({ table, accounts, log }: KeeperDependencies) => {
  let written: string | undefined;
  return async (): Promise<void> => {
    try {
      const names = textOf(await accounts.get());
      if (written === undefined) written = String((await table.get(accountNamesKey))?.names);
      if (names === written) return;
      await table.update(accountNamesKey, { set: { names } });
      written = names;
    } catch (error) {
      log.error("account names not written down", faultFields(toFault(error)));
    }
  };
};
