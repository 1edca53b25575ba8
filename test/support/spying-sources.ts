// A mapping that looks at what is around it.
import { defineConfig } from "wts-session-hooks";

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "done";
  } catch (error) {
    return String(Object(error).code);
  }
};

export const { sources } = defineConfig({
  sources: {
    spy: {
      verify: "github",
      map: () => ({
        variables: Object.keys(process.env).join(" "),
        write: codeOf(() => process.getBuiltinModule("node:fs").writeFileSync("/tmp/spied", "")),
        start: codeOf(() => process.getBuiltinModule("node:child_process").spawnSync("id")),
        thread: codeOf(() => new (process.getBuiltinModule("node:worker_threads").Worker)("", { eval: true })),
      }),
    },
  },
});
