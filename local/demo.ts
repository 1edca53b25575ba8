// `npm run demo` does the main job without a person: it starts everything, updates sessions as people do, and shows each change.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { demoSteps } from "./demo/steps.ts";
import { type DemoWorld, demoWorld } from "./demo/world.ts";
import type { BusEvent } from "./lambda/event-bus.ts";
import { ownModule } from "./own-module.ts";
import { packageFunctions } from "./package-functions.ts";
import { startStack } from "./stack.ts";
import { userFolder } from "./user-folder.mjs";

/** Everything the functions printed; it is shown only when a step went wrong. */
const lines: string[] = [];

const play = async (world: DemoWorld): Promise<number> => {
  let failed = 0;
  for (const [index, step] of demoSteps(world).entries()) {
    await world.reset();
    const before = await world.session();
    const { remarks, problems } = await step.play();
    const after = await world.session();
    const rows = world.differences(before, after);
    console.log(`\n${index + 1}. ${step.title}\n   ${step.request}`);
    if (rows.length > 0) console.table(Object.fromEntries(rows.map(({ field, ...row }) => [field, row])));
    else console.log("   the session is as it was");
    for (const line of remarks) console.log(`   → ${line}`);
    for (const problem of problems) console.log(`   ✗ ${problem}`);
    if (problems.length > 0) failed += 1;
    else console.log("   ✓ as expected");
  }
  return failed;
};

const run = async (): Promise<void> => {
  const startedAt = performance.now();
  console.log("Building and packaging …");
  const packageDir = await packageFunctions({
    configFile: fileURLToPath(ownModule("demo/hooks.config", import.meta.url)),
    folder: join(userFolder(), ".local/demo"),
  });
  const events: BusEvent[] = [];
  const stack = await startStack({
    packageDir,
    onLog: (source, line) => lines.push(`${source} | ${line}`),
    onEvent: (event) => events.push(event),
  });
  try {
    console.log(`The functions answer at ${stack.url}, the stand-in for WTS at ${stack.wtsUrl}`);
    const failed = await play(await demoWorld(stack, events));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(failed === 0 ? `\nAll as expected, in ${seconds} s` : `\n${failed} not as expected, in ${seconds} s`);
    if (failed === 0) return;
    console.error(lines.join("\n"));
    process.exitCode = 1;
  } finally {
    await stack.stop();
  }
};

await run();
