// A line of ours, and where another commit is measured as well, the same line of that.
import type { Line } from "../frame/group.ts";
import type { World } from "../world/world.ts";

export interface OfCommit {
  readonly name: string;
  readonly role: Line["role"];
  readonly isBeside: boolean;
}

export const bothCommits = ({ beside }: World, name: string): readonly OfCommit[] => [
  { name, role: "ours", isBeside: false },
  ...(beside === undefined ? [] : [{ name: `${name}, at ${beside}`, role: "earlier", isBeside: true } as const]),
];
