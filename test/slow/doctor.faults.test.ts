// `doctor` beside the packaged functions as `npm start` runs them: nothing is wrong with a good place, and of each fault that is
// planted there one line says what it is and what to do. Each is taken back before the next one.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { policyApprovals } from "../../lib/auto-close/records/policy-approvals.ts";
import { rateTable } from "../../lib/aws/rate-table.ts";
import { dynamoTable } from "../../lib/aws/table.ts";
import { defineConfig, type HooksConfig } from "../../lib/config.ts";
import { startSecretsEndpoint } from "../../local/aws/secrets-endpoint.ts";
import { listen } from "../../local/listen.ts";
import type { Stack } from "../../local/stack.ts";
import { writeRunningFile } from "../../local/start/running-file.ts";
import { subscribeStandIn } from "../../local/start/subscribe-stand-in.ts";
import { runHere } from "../cli/support/hooks-for-tests.ts";
import good from "../support/doctor-config.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { type RunningStack, runStack } from "../support/running-stack.ts";

const configFile = new URL("../support/doctor-config.ts", import.meta.url);

interface Finding {
  check: string;
  verdict: "ok" | "warning" | "wrong" | "not-checked";
  about?: string;
  what: string;
  cure?: string;
}

let our: RunningStack;
let folder: string;
let sqs: SQSClient;
let dynamo: DynamoDBClient;
const table = () => dynamoTable(dynamo, our.stack.tableName);
const standInKey = "pn_local_default_not_a_real_key";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "doctor-faults-"));
  our = await runStack({ packageDir: packageWithConfig(configFile), schedules: false });
  await subscribeStandIn(our.stack, good);
  sqs = new SQSClient({ ...our.stack.aws.sqs, useQueueUrlAsEndpoint: false });
  dynamo = new DynamoDBClient(our.stack.aws.dynamodb);
}, 60_000);
afterAll(async () => {
  sqs.destroy();
  dynamo.destroy();
  await our.stop();
  rmSync(folder, { recursive: true });
});

let late: Awaited<ReturnType<typeof listen>> | undefined;

/** The stand-in, with another clock. */
const tenMinutesAhead: RequestListener = async ({ method = "GET", url, headers }, response) => {
  const { authorization = "" } = headers;
  const answer = await fetch(`${our.stack.wtsUrl}${url}`, {
    method,
    ...(authorization && { headers: { authorization } }),
  });
  response.writeHead(answer.status, { date: new Date(Date.now() + 600_000).toUTCString() });
  response.end(await answer.text());
};

let otherSecrets: Awaited<ReturnType<typeof startSecretsEndpoint>> | undefined;

interface Place {
  config?: HooksConfig;
  configFile?: string;
  running?: (stack: Stack) => Stack;
}

const examine = async ({
  config,
  configFile: other,
  running = (stack) => stack,
}: Place = {}): Promise<{
  code: number;
  findings: readonly Finding[];
}> => {
  const runningFile = join(folder, "running.json");
  writeRunningFile(runningFile, running(our.stack));
  const environment = { LOCAL_RUNNING_FILE: runningFile, HOOKS_CONFIG: other ?? configFile.pathname };
  const { code, stdout } = await runHere(["doctor", "--json"], environment, { config });
  return { code, ...JSON.parse(stdout) };
};

const bad = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ verdict }) => verdict === "wrong" || verdict === "warning");

test("nothing is wrong with a good place", async () => {
  const { code, findings } = await examine();
  expect(bad(findings)).toEqual([]);
  expect(code).toBe(0);
  // Locally there are neither alarms nor an account of AWS.
  expect(findings.filter(({ verdict }) => verdict === "not-checked").map(({ check, about }) => about ?? check)).toEqual(
    ["filial", "alarms", "alarm-recipients", "functions"],
  );
});

test("the name of what is deployed is no fault of what runs here", async () => {
  const { code, findings } = await examine({ config: edited({ publicUrl: "https://hooks.example.com" }) });
  expect([bad(findings), code]).toEqual([[], 0]);
});

const switched = (positions: Record<string, string>) => async () => {
  const before = await our.admin<{ switches: Record<string, string> }>("GET", "switches");
  await our.admin("PUT", "switches", positions);
  return () =>
    our.admin(
      "PUT",
      "switches",
      Object.fromEntries(
        Object.keys(positions).map((name) => [
          name,
          (before as never as Record<string, string>)[name] ?? before.switches?.[name],
        ]),
      ),
    );
};

interface Subscription {
  id: string;
  url: string;
  events: { event: string }[];
}
const subscriptionCall = async <Answer>(method: string, path = "", body?: unknown): Promise<Answer> => {
  const answer = await fetch(`${our.stack.wtsUrl}/core/v1/webhook/subscription${path}`, {
    method,
    headers: { authorization: `Bearer ${standInKey}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  expect([method, answer.status]).toEqual([method, 200]);
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
};
const subscription = async (): Promise<Subscription> => {
  const [first] = await subscriptionCall<Subscription[]>("GET");
  if (!first) throw new Error("nobody is subscribed");
  return first;
};
const changedSubscription = (change: (own: Subscription) => object) => async () => {
  const own = await subscription();
  const events = own.events.map(({ event }) => event);
  const fields = ["Url", "Events", "Enabled"];
  await subscriptionCall("PUT", `/${own.id}`, { fields, url: own.url, events, enabled: true, ...change(own) });
  return () => subscriptionCall("PUT", `/${own.id}`, { fields, url: own.url, events, enabled: true });
};

type Secrets = Parameters<Parameters<RunningStack["editSecrets"]>[0]>[0];
const secrets = (edit: (secrets: Secrets) => void) => async () => {
  let before = "";
  our.editSecrets((held) => {
    before = JSON.stringify(held);
    edit(held);
  });
  return () =>
    our.editSecrets((held) => {
      for (const key of Object.keys(held)) Reflect.deleteProperty(held, key);
      Object.assign(held, JSON.parse(before));
    });
};

const send = (queue: "Parked" | "CommandsDead") => async () => {
  const QueueUrl = our.stack.queues[queue] ?? "";
  const group = queue === "CommandsDead" && { MessageGroupId: "one", MessageDeduplicationId: crypto.randomUUID() };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}", ...group }));
  const { PurgeQueueCommand } = await import("@aws-sdk/client-sqs");
  return () => sqs.send(new PurgeQueueCommand({ QueueUrl }));
};

const nothing = async () => async () => {};
const edited = (changes: object): HooksConfig => defineConfig({ ...good, ...changes });
const [closing] = good.autoClose.policies;
const [moving] = good.routing.policies;

interface Fault {
  fault: string;
  plant?: () => Promise<() => Promise<unknown> | unknown>;
  place?: () => Place;
  expected: { check: string; about?: string; verdict?: "wrong" | "warning"; what: RegExp; cure: RegExp };
  /** What cannot be asked then says so, and is no second fault. */
  notChecked?: readonly string[];
  /** It is a fault of several parts. */
  also?: readonly string[];
}

const faults: readonly Fault[] = [
  {
    fault: "the configuration is not valid",
    place: () => {
      const file = join(folder, "hooks.config.ts");
      writeFileSync(
        file,
        'import { defineConfig } from "wts-session-hooks";\nexport default defineConfig({ limits: { share: 80 } });\n',
      );
      return { configFile: file };
    },
    expected: {
      check: "configuration",
      what: /limits\.share: must be at most 1, and is 80/,
      cure: /npm run build -- --check/,
    },
    notChecked: ["build", "sources", "wts", "rate", "paused", "schedules"],
  },
  {
    fault: "the configuration was edited after the build",
    place: () => {
      const file = join(folder, "edited.config.ts");
      writeFileSync(file, `export { default } from ${JSON.stringify(configFile.pathname)};\n`);
      return { configFile: file };
    },
    expected: { check: "build", what: /^the configuration here is another/, cure: /npm start/ },
  },
  {
    fault: "another version runs",
    place: () => ({ running: (stack) => ({ ...stack, build: stack.build?.replace(/^\S+/, "0.0.9") }) }),
    expected: { check: "build", what: /^version 0\.0\.9 is there/, cure: /deploy/ },
  },
  {
    fault: "what runs was packaged by a version that does not say what it is",
    place: () => ({ running: (stack) => ({ ...stack, build: undefined }) }),
    expected: { check: "build", what: /an earlier version/, cure: /deploy/ },
  },
  {
    fault: "the HTTP API does not answer",
    place: () => ({
      running: (stack) => ({ ...stack, url: stack.url.replace("127.0.0.1", "localhost").replace(/:\d+/, ":9") }),
    }),
    also: ["subscription"],
    expected: { check: "http-api", what: /ECONNREFUSED/, cure: /log/ },
  },
  {
    fault: "an account has no key",
    place: () => ({
      config: edited({
        routing: {
          ...good.routing,
          policies: [moving, { ...moving, name: "outra", account: "matriz", when: ["backlog"] }],
        },
      }),
    }),
    expected: {
      check: "accounts-secret",
      about: "matriz",
      what: /no key for it/,
      cure: /add it to the accounts secret/,
    },
  },
  {
    fault: "the accounts secret cannot be read",
    plant: secrets((held) => Reflect.deleteProperty(held.accounts, "default")),
    expected: { check: "accounts-secret", what: /default: this account is required/, cure: /correct/ },
    notChecked: ["api-key"],
  },
  {
    fault: "two accounts have one key",
    plant: secrets(({ accounts }) => {
      accounts.filial = { ...accounts.default, apiKey: standInKey, companyId: "10ca10ca-0000-4000-8000-000000000002" };
    }),
    expected: { check: "accounts-secret", what: /the same key as/, cure: /its own/ },
  },
  {
    fault: "an entry of the access secret is not valid",
    plant: secrets(({ clients }) => {
      clients.novo = ["short"];
    }),
    expected: { check: "access-secret", what: /clients\.novo/, cure: /correct/ },
  },
  {
    fault: "placeholders stand where keys belong, and it is not the stand-in that they are for",
    place: () => ({
      running: (stack) => ({ ...stack, wtsUrl: undefined }),
      config: edited({ sources: {}, routing: { policies: [] } }),
    }),
    also: ["access-secret", "sources"],
    expected: {
      check: "accounts-secret",
      about: "default",
      what: /default\.apiKey is a placeholder/,
      cure: /the real one/,
    },
  },
  {
    fault: "a source has no secret",
    plant: secrets(({ sources }) => Reflect.deleteProperty(sources, "crm")),
    expected: { check: "sources", about: "crm", what: /refused with 401/, cure: /add its secret/ },
  },
  {
    fault: "people are to be told where no address is",
    place: () => ({ config: edited({ notify: { equipe: { kind: "slack", on: ["alerts"] } } }) }),
    expected: { check: "access-secret", about: "equipe", what: /has no address/, cure: /put the address/ },
  },
  {
    fault: "a policy waits for events that no source publishes",
    place: () => ({
      config: edited({
        sources: { crm: good.sources.crm },
        routing: { policies: [{ ...moving, when: ["SESSION_NEW"] }] },
      }),
    }),
    expected: {
      check: "policies",
      what: /novos waits for "SESSION_NEW".* never acts/,
      cure: /publish: \["SESSION_NEW"\]/,
    },
  },
  {
    fault: "WTS is away",
    place: () => ({
      running: (stack) => ({ ...stack, endpoints: { ...stack.endpoints, WTS_BASE_URL: "http://127.0.0.1:9" } }),
    }),
    expected: { check: "wts", what: /127\.0\.0\.1:9 does not answer \(ECONNREFUSED\)/, cure: /wts\.baseUrl/ },
    notChecked: ["api-key"],
  },
  {
    fault: "the address is not WTS's",
    place: () => ({ running: (stack) => ({ ...stack, endpoints: { ...stack.endpoints, WTS_BASE_URL: stack.url } }) }),
    expected: { check: "wts", what: /not as WTS Chat does/, cure: /white label/ },
    notChecked: ["api-key"],
  },
  {
    fault: "the key is refused",
    plant: async () => {
      const file = join(folder, "other-secrets.json");
      const held = readFileSync(our.stack.secretsFile, "utf8");
      writeFileSync(file, held.replace(standInKey, "pn_4f9c2e7ab8d1536079e2"));
      otherSecrets = await startSecretsEndpoint(file);
      return () => otherSecrets?.stop();
    },
    place: () => ({
      running: (stack) => ({
        ...stack,
        endpoints: { ...stack.endpoints, AWS_ENDPOINT_URL_SECRETS_MANAGER: otherSecrets?.url ?? "" },
      }),
    }),
    expected: { check: "api-key", about: "default", what: /refuses it/, cure: /new one at WTS/ },
    notChecked: ["names", "subscription"],
  },
  {
    fault: "the key lacks access to sessions",
    plant: switched({ sessionAccess: "denied" }),
    expected: { check: "api-key", about: "default", what: /not for sessions/, cure: /may read and change sessions/ },
  },
  {
    fault: "the session routes of the version do not answer",
    plant: switched({ sessionApi: "v1-only" }),
    expected: { check: "api-version", about: "default", what: /those of v1 do/, cure: /wts\.apiVersion: "v1"/ },
  },
  {
    fault: "a policy names a department that is not there",
    place: () => ({ config: edited({ autoClose: { policies: [{ ...closing, match: { department: "Comercal" } }] } }) }),
    expected: { check: "names", about: "default", what: /no department is called Comercal/, cure: /write Comercial/ },
  },
  {
    fault: "a policy names a person whose name two people have",
    place: () => ({
      config: edited({ routing: { ...good.routing, policies: [{ ...moving, users: ["João Silva"] }] } }),
    }),
    expected: { check: "names", about: "default", what: /2 people are called João Silva/, cure: /e-mail/ },
  },
  {
    fault: "a source says a department that is not there",
    place: () => ({
      config: edited({
        sources: {
          ...good.sources,
          crm: { ...good.sources.crm, map: { command: "'transfer'", sessionId: "body.id", department: "'Vendas'" } },
        },
      }),
    }),
    expected: { check: "names", about: "default", what: /no department is called Vendas/, cure: /directory/ },
  },
  {
    fault: "WTS tells nobody",
    plant: async () => {
      const { id } = await subscription();
      await subscriptionCall("DELETE", `/${id}`);
      return () => subscribeStandIn(our.stack, good);
    },
    expected: {
      check: "subscription",
      about: "wts",
      what: /tells nobody here of SESSION_NEW, SESSION_UPDATE/,
      cure: /wts subscribe/,
    },
  },
  {
    fault: "WTS tells another address",
    plant: changedSubscription(({ url }) => ({ url: url.replace(/:\d+\//, ":9/") })),
    expected: {
      check: "subscription",
      about: "wts",
      what: /another address, at 127\.0\.0\.1:9/,
      cure: /wts subscribe/,
    },
  },
  {
    fault: "WTS sends a secret of before",
    plant: changedSubscription(({ url }) => ({ url: `${url}-of-before` })),
    expected: { check: "subscription", about: "wts", what: /no longer in the access secret/, cure: /wts subscribe/ },
  },
  {
    fault: "WTS does not tell of everything",
    plant: changedSubscription(() => ({ events: ["SESSION_NEW"] })),
    expected: { check: "subscription", about: "wts", what: /does not tell of SESSION_UPDATE/, cure: /wts subscribe/ },
  },
  {
    fault: "WTS's webhook is switched off",
    plant: changedSubscription(() => ({ enabled: false })),
    expected: { check: "subscription", about: "wts", what: /switched off/, cure: /wts subscribe/ },
  },
  {
    fault: "WTS tells everything twice",
    plant: async () => {
      const { url, events } = await subscription();
      const made = await subscriptionCall<Subscription>("POST", "", {
        name: "again",
        url,
        events: events.map(({ event }) => event),
      });
      return () => subscriptionCall("DELETE", `/${made.id}`);
    },
    expected: { check: "subscription", about: "wts", what: /2 times/, cure: /wts subscriptions/ },
  },
  {
    fault: "WTS tells another stack as well",
    plant: async () => {
      const { url, events } = await subscription();
      const made = await subscriptionCall<Subscription>("POST", "", {
        name: "of another stack",
        url: url.replace(new URL(url).host, "localhost:9"),
        events: events.map(({ event }) => event),
      });
      return () => subscriptionCall("DELETE", `/${made.id}`);
    },
    expected: {
      check: "subscription",
      about: "wts",
      verdict: "warning",
      what: /tells localhost:9 as well/,
      cure: /wts subscriptions/,
    },
  },
  {
    fault: "the tunnel by which WTS reaches this machine is closed",
    plant: changedSubscription(({ url }) => ({ url: url.replace(/:\d+\//, ":9/") })),
    place: () => ({ running: (stack) => ({ ...stack, wtsUrl: undefined }) }),
    also: ["accounts-secret", "access-secret", "sources"],
    expected: {
      check: "subscription",
      about: "wts",
      what: /127\.0\.0\.1:9, which does not lead here \(ECONNREFUSED\)/,
      cure: /TUNNEL_HOST/,
    },
  },
  {
    fault: "the clock is wrong",
    plant: async () => {
      late = await listen(createServer(tenMinutesAhead), 0);
      return () => late?.stop();
    },
    place: () => ({
      running: (stack) => ({ ...stack, endpoints: { ...stack.endpoints, WTS_BASE_URL: late?.url ?? "" } }),
    }),
    expected: { check: "clock", what: /s behind its clock/, cure: /NTP/ },
  },
  {
    fault: "something is parked",
    plant: send("Parked"),
    expected: { check: "parked", what: /1 parked/, cure: /parked list/ },
  },
  {
    fault: "commands made the function crash",
    plant: send("CommandsDead"),
    expected: { check: "parked", what: /1 in commands-dead/, cure: /log of/ },
  },
  {
    fault: "an account is paused",
    plant: async () => {
      const { killSwitch } = await import("../../lib/records/kill-switch.ts");
      const { systemClock: clock } = await import("../../lib/runtime/clock.ts");
      await killSwitch({ table: table(), clock }).pause("filial");
      return () => killSwitch({ table: table(), clock }).resume("filial");
    },
    expected: {
      check: "paused",
      about: "filial",
      verdict: "warning",
      what: /no queued command/,
      cure: /resume --account filial/,
    },
  },
  {
    fault: "a policy is paused",
    plant: async () => {
      await policyApprovals({ table: table() }).pause("default", "parados", true);
      return () => policyApprovals({ table: table() }).pause("default", "parados", false);
    },
    expected: {
      check: "paused",
      about: "default",
      verdict: "warning",
      what: /parados .auto-close. is paused/,
      cure: /auto-close resume parados/,
    },
  },
  {
    fault: "others use up the rate",
    plant: async () => {
      const rates = rateTable({ client: dynamo, tableName: our.stack.tableName });
      await rates.pause("filial", Date.now() - 60_000);
      return () => {};
    },
    expected: { check: "rate", about: "filial", verdict: "warning", what: /429 within the last 2 min/, cure: /n8n/ },
  },
];

test.each(faults.map((each) => [each.fault, each] as const))(
  "%s",
  async (_name, { plant = nothing, place, expected, notChecked = [], also = [] }) => {
    const takeBack = await plant();
    try {
      const { findings, code } = await examine(place?.());
      const { check, about, verdict = "wrong", what, cure } = expected;
      const shown = bad(findings);
      expect(shown.map((each) => each.check)).toContain(check);
      const named = shown.filter(
        (each) => each.check === check && (about === undefined || each.about === about) && what.test(each.what),
      );
      expect(named).toMatchObject([{ verdict, cure: expect.stringMatching(cure) }]);
      // One fault is no list of others.
      const same = (each: Finding): boolean =>
        each.check === check || also.includes(each.check) || notChecked.includes(each.check);
      expect(shown.filter((each) => !same(each))).toEqual([]);
      expect(code).toBe(verdict === "wrong" ? 1 : 0);
    } finally {
      await takeBack();
    }
  },
);

test("after all of them were taken back nothing is wrong but what others did to the rate", async () => {
  const { findings } = await examine();
  expect(bad(findings).filter(({ check }) => check !== "rate")).toEqual([]);
});
