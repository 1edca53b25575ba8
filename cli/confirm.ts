// Has a person say yes to what cannot be taken back.
import { Failure } from "./failure.ts";
import type { Surroundings } from "./with-connection.ts";

/** Throws Failure for any other answer than yes, and where nobody is there to be asked. */
export const confirm = async ({ ask }: Pick<Surroundings, "ask">, question: string): Promise<void> => {
  if (!ask) throw new Failure(`nobody is here to be asked "${question}": add --yes if that is meant`);
  const answer = await ask(`${question} [y/N] `);
  if (!/^\s*(y|yes|s|sim)\s*$/i.test(answer)) throw new Failure("nothing was done: the answer was not yes");
};
