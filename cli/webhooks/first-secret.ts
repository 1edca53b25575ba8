// The secret that a sample is signed with: the first of the source's, which is the new one while they are rotated.
import type { Doors } from "../../lib/core/doors-secret.ts";
import { Failure } from "../failure.ts";

/** `doorsName` says where that secret is edited, as messages call it. */
export const firstSecret = ({ sources }: Doors, name: string, doorsName: () => string): string => {
  const [secret] = sources.get(name)?.secrets ?? [];
  if (secret !== undefined) return secret;
  throw new Failure(`${doorsName()} has no secret for ${name}: add "${name}": ["…"] under \`sources\` there`);
};
