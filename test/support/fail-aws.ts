// Makes a service of AWS fail for the functions, or well again.
import type { Stack } from "../../local/stack.ts";

/** As PUT /__faults takes them; null makes a service well. */
export const failAws = async (
  { awsControlUrl }: Pick<Stack, "awsControlUrl">,
  faults: Readonly<Record<string, object | null>>,
): Promise<void> => {
  const answer = await fetch(`${awsControlUrl}/__faults`, { method: "PUT", body: JSON.stringify(faults) });
  if (!answer.ok) throw new Error(`the faults were not taken: ${await answer.text()}`);
};
