// `notify list`: the targets as they are configured, and what is wrong with their addresses, never the addresses.
import { addressProblem } from "../../lib/notify/rules/address-problem.ts";
import type { Target } from "../../lib/notify/rules/notify-config.ts";
import { alignedTable } from "../display/aligned-table.ts";
import type { Tools } from "../with-connection.ts";
import { notifyWords } from "./notify-words.ts";

/** With --json: addresses are secret, and not in it. */
export interface TargetList {
  place: string;
  targets: readonly (Pick<Target, "kind" | "on"> & {
    name: string;
    weeklySummary?: NonNullable<Target["weeklySummary"]>;
    /** What is wrong with its address; absent where it is good. */
    problem?: string;
  })[];
}

export const listTargets = async ({ connection, output }: Tools): Promise<void> => {
  const { notify, language } = await connection.config();
  const { notify: addresses } = await connection.access();
  const targets = Object.entries(notify).map(([name, { kind, on, weeklySummary }]) => {
    const problem = addressProblem(kind, addresses.get(name));
    return { name, kind, on, ...(weeklySummary !== undefined && { weeklySummary }), ...(problem && { problem }) };
  });
  const say = notifyWords[language];
  output.json({ place: connection.place, targets } satisfies TargetList);
  output.line(
    ...(targets.length === 0
      ? [say.nobody]
      : alignedTable([
          say.heads,
          ...targets.map(({ name, kind, on, weeklySummary, problem }) => [
            name,
            kind,
            on.join(", "),
            weeklySummary,
            problem ?? say.ready,
          ]),
        ])),
  );
};
