// Protocol numbers count up through the day they were given on.
import type { World } from "../world.ts";

export const nextProtocol = (world: World, atMs: number): string => {
  world.protocols += 1;
  return `${new Date(atMs).toISOString().slice(0, 10).replaceAll("-", "")}${String(world.protocols).padStart(6, "0")}`;
};
