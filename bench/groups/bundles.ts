// How large the functions are: what a cold start reads, and what is deployed.
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Group, Line } from "../frame/group.ts";
import { rivalBytes } from "../world/bundle-rival.ts";
import { installRivals } from "../world/install-rivals.ts";
import type { ConfigName } from "../world/packaged.ts";
import { receiveLines } from "./receive-lines.ts";

const kB = (bytes: number): number => bytes / 1_000;

export const bundles: Group = {
  name: "bundles",
  title: "Bundles",
  measures:
    "The code of each function as it is packed, minified, without the mapping box, which is a program of its own and stands beside it; and the zip that is deployed.",
  metrics: [
    { key: "codeKb", heading: "code, kB", digits: 0 },
    { key: "boxKb", heading: "mapping box, kB", digits: 0 },
    { key: "zipKb", heading: "zip, kB", digits: 0 },
  ],
  rounds: 1,
  quickRounds: 1,
  open: async (shared, wants) => {
    const world = await shared.world();
    installRivals(shared.note);
    const lines: Line[] = [];
    for (const rivalName of ["signed-queue", "sdk-queue", "signed-update", "sdk-update"] as const) {
      const role = rivalName.startsWith("signed") ? "floor" : "rival";
      if (wants(rivalName))
        lines.push({ name: rivalName, role, sample: async () => ({ codeKb: kB(await rivalBytes(rivalName)) }) });
    }
    const add = (name: string, config: ConfigName, functionName: string): void => {
      const sample = async () => {
        const packaged = await world.packaged(config);
        const { codeBytes, boxBytes } = packaged.bytesOf(functionName);
        const zipKb = kB(statSync(join(packaged.packageDir, `${functionName}.zip`)).size);
        return { codeKb: kB(codeBytes), zipKb, ...(boxBytes > 0 && { boxKb: kB(boxBytes) }) };
      };
      if (wants(name)) lines.push({ name, role: "ours", sample });
    };
    for (const config of ["paths", "jsonata", "functions"] as const)
      add(receiveLines[config], config, "receive-webhook");
    const { functions } = await world.templateOf("paths");
    for (const { name } of functions) if (name !== "receive-webhook") add(name, "paths", name);
    return { lines };
  },
};
