// Prints what a warm delivery costs in time of the processor, this commit's package beside another's, the mapping box counted with its function: npm run -s node bench/mapping-cpu.ts [commit]
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startFauxqs } from "fauxqs";
import { startSecretsEndpoint } from "../local/aws/secrets-endpoint.ts";

const [commit = "949b020"] = process.argv.slice(2);
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mapping-cpu-"));
const other = join(folder, "other");
const secret = "a-secret-of-this-bench-0123456789";
const kinds = ["paths", "jsonata", "functions"] as const;
const rounds = 11;
const perRound = 100;

const run = (command: string, args: readonly string[], cwd = root, environment: NodeJS.ProcessEnv = {}): void => {
  execFileSync(command, args, { cwd, env: { ...process.env, ...environment }, stdio: ["ignore", "ignore", "inherit"] });
};

const built = (from: string, name: string): string => {
  const dist = join(folder, name);
  const config = join(root, "bench/mapping-sources.ts");
  run(process.execPath, ["scripts/build.mjs"], from, { HOOKS_CONFIG: config, HOOKS_DIST: dist });
  return dist;
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const secretsFile = join(folder, "secrets.json");
const sources = Object.fromEntries(kinds.map((kind) => [kind, [secret]]));
writeFileSync(secretsFile, JSON.stringify({ accounts: {}, clients: {}, sources }));
const secrets = await startSecretsEndpoint(secretsFile);
const sqs = await startFauxqs({ port: 0, logger: false, defaultRegion: "sa-east-1" });
for (const [name, attributes] of [
  ["commands.fifo", { FifoQueue: "true" }],
  ["parked", {}],
] as const)
  sqs.createQueue(name, { region: "sa-east-1", attributes });
const sqsUrl = `http://127.0.0.1:${sqs.port}`;

/** Answers microseconds a delivery. */
const started = (dist: string) => {
  const child = fork(join(root, "bench/mapping-cpu-worker.ts"), [join(dist, "receive-webhook.mjs"), secret], {
    env: {
      ...{ AWS_REGION: "sa-east-1", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
      ...{ AWS_ENDPOINT_URL_SQS: sqsUrl, AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url },
      ...{ STAGE: "bench", DOORS_SECRET_ID: "bench/doors", COMMANDS_QUEUE_URL: `${sqsUrl}/000000000000/commands.fifo` },
      PARKED_QUEUE_URL: `${sqsUrl}/000000000000/parked`,
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return {
    measure: async (kind: string): Promise<number> => {
      child.send({ kind, count: perRound });
      const over = new AbortController();
      const options = { signal: over.signal };
      const [answer] = await Promise.race([once(child, "message", options), once(child, "exit", options)]);
      over.abort();
      if (typeof answer !== "object" || answer === null) throw new Error(`the worker of ${dist} has ended`);
      return (answer as { microseconds: number }).microseconds;
    },
    stop: () => child.kill(),
  };
};

try {
  run("git", ["worktree", "add", "--quiet", "--detach", other, commit]);
  symlinkSync(join(root, "node_modules"), join(other, "node_modules"));
  const [before, now] = [started(built(other, "before")), started(built(root, "now"))];
  for (const kind of kinds) {
    const costs: { before: number; now: number }[] = [];
    for (let round = -2; round < rounds; round += 1) {
      const cost = { before: await before.measure(kind), now: await now.measure(kind) };
      // The first two only warm up.
      if (round >= 0) costs.push(cost);
    }
    const [was, is] = [median(costs.map((cost) => cost.before)), median(costs.map((cost) => cost.now))];
    const ratio = median(costs.map((cost) => cost.now / cost.before));
    console.log(
      `${kind.padEnd(10)} ${commit} ${was.toFixed(0)} µs, now ${is.toFixed(0)} µs; median of ${rounds} ratios ${ratio.toFixed(2)}`,
    );
  }
  before.stop();
  now.stop();
} finally {
  run("git", ["worktree", "remove", "--force", other]);
  rmSync(folder, { recursive: true, force: true });
  await secrets.stop();
  await sqs.stop();
}
