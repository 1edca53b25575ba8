// `setup`: from credentials to a stage that works. Each step looks first, a step that fails says what to do, and a second run goes on.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { crm } from "../../catalogue/sources/crm/source.ts";
import { wts } from "../../catalogue/sources/wts/source.ts";
import { runHooks } from "../../cli/program.ts";
import type { RunProgram } from "../../cli/run-program.ts";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import { parseAccess } from "../../lib/core/access-secret.ts";
import { listen } from "../../local/listen.ts";
import { userConfigFile } from "../../local/user-folder.mjs";
import { buildIdOf, buildIdText } from "../../scripts/build/build-id.mjs";
import { type AwsForSetup, account, startAws } from "../cli/support/aws-for-setup.ts";
import { boxHere } from "../support/box-here.ts";
import { englishIn } from "../support/english-words.ts";
import { startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";

const key = testAccounts.default.apiKey;
const crmSecret = `whsec_${Buffer.from("the secret that the crm shows").toString("base64")}`;
const accountsId = "wts-session-hooks/test/accounts";
const accessId = "wts-session-hooks/test/access";

let aws: AwsForSetup;
let standIn: TestStandIn;
let functions: { url: string; stop(): Promise<void>; got: string[] };
let folder: string;
const before = new Map<string, string | undefined>();

/** Answers as the deployed functions do. */
const startFunctions = async () => {
  const got: string[] = [];
  const server = createServer((request, response) => {
    got.push(`${request.method} ${request.url}`);
    response.writeHead(request.url === "/health" ? 200 : 202).end("{}");
  });
  return { ...(await listen(server, 0)), got };
};

beforeAll(async () => {
  aws = await startAws();
  [standIn, functions] = await Promise.all([startTestStandIn(), startFunctions()]);
  folder = mkdtempSync(join(tmpdir(), "setup-"));
  // The SDK finds AWS where every program finds it.
  for (const [name, value] of Object.entries(aws.environment)) {
    before.set(name, process.env[name]);
    process.env[name] = value;
  }
  await aws.deploy();
});
beforeEach(async () => {
  aws.reset();
  // A stage that is half made would be in the way of a first deployment, which has a test of its own.
  aws.state.stackStatus = "UPDATE_COMPLETE";
  Object.assign(aws.state, { url: functions.url, build: buildIdText(buildIdOf(userConfigFile({}))) });
  functions.got.length = 0;
  deployments.length = 0;
  await standIn.admin("POST", "reset", {});
});
afterAll(async () => {
  for (const [name, value] of before)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  await Promise.all([aws.stop(), standIn.stop(), functions.stop()]);
  rmSync(folder, { recursive: true });
});

const deployments: string[] = [];
/** The command itself takes minutes: test/deployed runs it. */
const deploying =
  (result = { code: 0, output: "Service deployed to stack wts-session-hooks-test" }): RunProgram =>
  async (words) => {
    deployments.push(words.join(" "));
    return result;
  };

const usual = (): HooksConfigInput => ({
  language: "pt-BR",
  wts: { baseUrl: standIn.url },
  sources: { crm: { ...crm, observe: true }, wts },
});

interface Given {
  hidden?: readonly string[];
  answers?: readonly string[];
  config?: HooksConfigInput;
  run?: RunProgram;
}

const setup = async (
  args: readonly string[],
  { hidden = [], answers, config = usual(), run = deploying() }: Given = {},
) => {
  const said = { stdout: "", stderr: "", asked: [] as string[] };
  const secrets = [...hidden];
  const lines = [...(answers ?? [])];
  const checked = defineConfig(config);
  const code = await runHooks(["setup", "--stage", "test", ...args], {
    environment: { LOCAL_PACKAGE_DIR: ".serverless" },
    config: checked,
    box: boxHere(checked.sources),
    stdout: (part) => {
      said.stdout += part;
    },
    stderr: (part) => {
      said.stderr += part;
    },
    askHidden: async (question) => {
      said.asked.push(question);
      return secrets.shift() ?? "";
    },
    ...(answers && {
      ask: async (question) => {
        said.asked.push(question);
        return lines.shift() ?? "";
      },
    }),
    runProgram: run,
  });
  return { code, ...said };
};

const email = ["--email", "ops@example.com"];
const first = (more: Given = {}) => setup(["--yes", ...email], { hidden: [key, crmSecret], ...more });
const secret = (id: string) => JSON.parse(aws.state.secrets.get(id)?.text ?? "null");
const subscriptionsAtWts = async () => {
  const headers = { authorization: `Bearer ${key}` };
  return (await fetch(`${standIn.url}/core/v1/webhook/subscription`, { headers })).json() as Promise<{ url: string }[]>;
};

describe("from nothing", () => {
  test("every step is done, in order, and said in the language of the configuration", async () => {
    const { code, stdout, stderr, asked } = await first();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`Ambiente test na conta AWS ${account}, sa-east-1, como user/ana`);
    expect(stdout.match(/^\d\/7 .+/gm)).toEqual([
      "1/7 Permissões",
      "2/7 Segredos",
      "3/7 Implantação",
      "4/7 Alarmes",
      "5/7 Webhook do WTS",
      "6/7 Primeira entrega",
      "7/7 Diagnóstico",
    ]);
    expect(stdout).toContain("depende de alguém: a AWS manda um e-mail para ops@example.com");
    expect(stdout.trimEnd().split("\n").at(-1)).toContain("menos o que depende de alguém");
    expect(asked).toEqual([expect.stringContaining("Chave da API"), expect.stringContaining("Segredo da fonte crm")]);
    // What AWS itself says of what it is not asked for here is its own.
    expect(englishIn(stdout.split("7/7", 1).join())).toEqual([]);
    expect(deployments).toEqual(["npm run deploy -- --stage test --region sa-east-1"]);

    expect(secret(accountsId)).toEqual({ default: { apiKey: key } });
    const access = secret(accessId);
    expect(access).toEqual({
      clients: { n8n: [expect.stringMatching(/^[\da-f]{64}$/)] },
      sources: { crm: [crmSecret], wts: [expect.stringMatching(/^[\da-f]{64}$/)] },
    });
    expect(parseAccess(JSON.stringify(access))).toMatchObject({ problems: [], warnings: [] });
    expect(aws.state.subscribers).toEqual([{ endpoint: "ops@example.com", isConfirmed: false }]);
    expect(await subscriptionsAtWts()).toMatchObject([
      { url: `${functions.url}/webhooks/wts/${access.sources.wts[0]}` },
    ]);
    expect(functions.got.slice(0, 2)).toEqual(["GET /health", "POST /webhooks/crm"]);
    for (const each of [key, crmSecret, access.clients.n8n[0], access.sources.wts[0]])
      expect(stdout).not.toContain(each);
  });

  test("a second time nothing is asked, and nothing but what is there already is said", async () => {
    await first();
    const access = secret(accessId);
    aws.state.subscribers = aws.state.subscribers.map((each) => ({ ...each, isConfirmed: true }));
    const again = await setup(["--yes", "--json"], {
      run: deploying({ code: 0, output: "No changes to deploy. Deployment skipped." }),
    });
    expect({ code: again.code, asked: again.asked, stderr: again.stderr }).toEqual({ code: 0, asked: [], stderr: "" });
    const { steps, complete } = JSON.parse(again.stdout);
    expect(complete).toBe(true);
    expect(steps.map(({ step, state }: { step: string; state: string }) => [step, state])).toEqual([
      ["permissions", "done"],
      ["secrets", "already"],
      ["deploy", "already"],
      ["alarms", "already"],
      ["wts", "already"],
      ["delivery", "done"],
      ["doctor", "done"],
    ]);
    expect(secret(accessId)).toEqual(access);
    expect(await subscriptionsAtWts()).toHaveLength(1);
  });

  test("somebody at a terminal is asked for all of it, and sees the token once", async () => {
    const { code, stderr, asked } = await setup([], { hidden: [key, ""], answers: ["s", "ops@example.com"] });
    expect(code).toBe(0);
    expect(asked[0]).toBe(`Preparar o ambiente test na conta AWS ${account}, sa-east-1, como user/ana? [s/N] `);
    expect(asked.at(-1)).toContain("Que e-mail recebe os alarmes?");
    expect(stderr).toContain(secret(accessId).clients.n8n[0]);
    expect(secret(accessId).sources).toEqual({ wts: [expect.any(String)] });
  });

  test("--token-file has the token where nobody else reads it, --client has its name", async () => {
    const file = join(folder, "token.txt");
    const { code, stdout, stderr } = await setup(["--yes", "--client", "crm-proprio", "--token-file", file], {
      hidden: [key, crmSecret],
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const token = readFileSync(file, "utf8").trim();
    expect(secret(accessId).clients).toEqual({ "crm-proprio": [token] });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(stdout).not.toContain(token);
    expect(stdout).toContain("ninguém recebe: dê um e-mail com --email");
  });

  test("a token file that is there is kept, and one whose token came into no secret goes again", async () => {
    const file = join(folder, "of-before.txt");
    writeFileSync(file, "the token of another stage\n");
    const there = await setup(["--yes", "--token-file", file], { hidden: [key, crmSecret] });
    expect(there).toMatchObject({ code: 1, stderr: expect.stringContaining(`o arquivo ${file} já existe`) });
    expect(there.stderr).not.toContain("    at ");
    expect(readFileSync(file, "utf8")).toBe("the token of another stage\n");
    expect(secret(accessId)).toBeNull();

    // The accounts are there by now: it is the access secret that is refused.
    aws.state.refused = ["CreateSecret"];
    const other = join(folder, "new.txt");
    const refused = await setup(["--yes", "--token-file", other], { hidden: [crmSecret] });
    expect(refused.code).toBe(1);
    expect(existsSync(other)).toBe(false);
    const shown = await setup([], { hidden: [crmSecret], answers: ["s", ""] });
    expect(shown.code).toBe(1);
    expect(shown.stderr).not.toMatch(/[\da-f]{64}/);

    const nowhere = await setup(["--yes", "--token-file", join(folder, "no/such.txt")], { hidden: [crmSecret] });
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining("(ENOENT)") });
  });

  test("of two at once each thing is made once, and whoever was second goes on by another run", async () => {
    const both = await Promise.all([first(), first()]);
    expect(both.map(({ code }) => code)).toContain(0);
    for (const { code, stderr } of both) if (code !== 0) expect(stderr).toContain("rode de novo");
    const access = secret(accessId);
    const again = await setup(["--yes"]);
    expect({ code: again.code, asked: again.asked }).toEqual({ code: 0, asked: [] });
    expect(secret(accessId)).toEqual(access);
    expect(await subscriptionsAtWts()).toHaveLength(1);
    expect(aws.state.subscribers).toHaveLength(1);
  });

  test("nothing is done before a yes, and nobody is there to say it", async () => {
    const no = await setup(email, { answers: ["n"] });
    expect(no).toMatchObject({ code: 1, stderr: expect.stringContaining("the answer was not yes") });
    const nobody = await setup(email);
    expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining("add --yes if that is meant") });
    expect(aws.state.secrets.size + deployments.length).toBe(0);
  });
});

describe("what is there is kept", () => {
  test("clients, sources and accounts of before stay, what misses is added, an account of the configuration is asked for", async () => {
    const old = { default: { apiKey: key, companyId: testAccounts.default.companyId } };
    aws.state.secrets.set(accountsId, { text: JSON.stringify(old), isDeleted: false });
    const access = {
      clients: { n8n: ["a-token-from-before-0123456789"] },
      sources: { crm: [crmSecret] },
      notify: { ops: "https://hooks.slack.com/x" },
    };
    aws.state.secrets.set(accessId, { text: JSON.stringify(access), isDeleted: false });
    const config = { ...usual(), accounts: { filial: {} } };
    const { code, asked } = await setup(["--yes", ...email], { config, hidden: [testAccounts.filial.apiKey] });
    expect({ code, asked }).toEqual({ code: 0, asked: [expect.stringContaining("conta filial")] });
    expect(secret(accountsId)).toEqual({ ...old, filial: { apiKey: testAccounts.filial.apiKey } });
    expect(secret(accessId)).toEqual({ ...access, sources: { ...access.sources, wts: [expect.any(String)] } });
  });

  test("--replace-key asks for the key again and keeps all else", async () => {
    aws.state.secrets.set(accountsId, {
      text: JSON.stringify({
        default: { apiKey: "pn_an_older_key_0123456789", companyId: testAccounts.default.companyId },
      }),
      isDeleted: false,
    });
    const refused = await first({ hidden: [] });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("recusa esta chave") });
    const { code } = await setup(["--yes", "--replace-key", ...email], { hidden: [key, crmSecret] });
    expect(code).toBe(0);
    expect(secret(accountsId)).toEqual({ default: { apiKey: key, companyId: testAccounts.default.companyId } });
  });

  test("a deleted secret is restored with what it held, after a yes", async () => {
    await first();
    const held = secret(accessId);
    for (const each of aws.state.secrets.values()) each.isDeleted = true;
    const { code, stdout } = await first({ hidden: [] });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`${accessId} foi restaurado`) });
    expect(secret(accessId)).toEqual(held);
  });
});

describe("a step that fails says what came, what to do, and that it goes on from there", () => {
  const again = "rode de novo, que continua daqui: npm run hooks -- setup --stage test --region sa-east-1";
  const failed = async (given: Promise<Awaited<ReturnType<typeof setup>>>): Promise<string> => {
    const { code, stderr, stdout } = await given;
    expect(code).toBe(1);
    expect(stderr.trimEnd().split("\n").at(-1)).toContain(again);
    for (const each of [key, crmSecret]) expect(stdout + stderr).not.toContain(each);
    return stderr;
  };

  test("permissions that miss are named, each with its statement of the policy", async () => {
    aws.state.denied = ["lambda:CreateFunction", "iam:PassRole"];
    const stderr = await failed(first());
    expect(stderr).toContain('a etapa "Permissões" falhou:\nuser/ana não pode tudo');
    expect(stderr).toContain("\nFunctions: lambda:CreateFunction\n");
    expect(stderr).toContain("\nRolesToFunctions: iam:PassRole\n");
    expect(stderr).toContain("setup --stage test --region sa-east-1 --print-policy");
    expect(aws.state.secrets.size).toBe(0);
  });

  test.each([
    ["CreateSecret", "secretsmanager:CreateSecret"],
    ["Subscribe", "SNS:Subscribe"],
    ["DescribeStacks", "cloudformation:DescribeStacks"],
  ])(
    "what AWS refuses in the middle, such as %s, is named with where its permission stands",
    async (operation, action) => {
      aws.state.refused = [operation];
      const stderr = await failed(first());
      expect(stderr).toContain(`\na AWS não deixa você fazer ${action}\n`);
      expect(stderr).toContain("setup --stage test --region sa-east-1 --print-policy");
    },
  );

  test("where IAM may not be asked, that is said, and it goes on", async () => {
    aws.state.mayAsk = false;
    const { code, stdout } = await first();
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining("ficou de fora: o IAM não diz o que você pode (AccessDenied)"),
    });
  });

  test.each([
    ["pn_another_key_0123456789", "recusa esta chave"],
    ["", "no key was given"],
    ["with a space in it 0123456789", "this is no API key"],
    ["pn_local_default_not_a_real_key", "a chave da conta default é a do exemplo"],
    ["pn_short", "must have at least 16 characters"],
  ])("a key such as %j is not written", async (given, message) => {
    expect(await failed(first({ hidden: [given, crmSecret] }))).toContain(message);
    expect(aws.state.secrets.size).toBe(0);
  });

  test("a key that is not for sessions, and another version of WTS's API", async () => {
    await standIn.admin("PUT", "switches", { sessionAccess: "denied" });
    expect(await failed(first())).toMatch(/aceita esta chave, mas não/);
    await standIn.admin("PUT", "switches", { sessionAccess: "granted", sessionApi: "v1-only" });
    const { stdout } = await first();
    expect(stdout).toContain(
      'o WTS responde pela versão v1 da API, e o hooks.config.ts diz v2: mude wts.apiVersion para "v1"',
    );
  });

  test("a source's secret that cannot be one, and tokens that everybody knows", async () => {
    expect(await failed(first({ hidden: [key, "short"] }))).toContain("isto não serve de segredo da fonte crm");
    const text = JSON.stringify({ clients: { demo: ["local-demo-token-that-opens-nothing-but-this-machine"] } });
    aws.state.secrets.set(accessId, { text, isDeleted: false });
    expect(await failed(first())).toContain("clients.demo são do exemplo");
  });

  test("a deployment that fails: the last of what it said, and what AWS did not allow", async () => {
    const output = `✖ Stack failed\n\nUser: arn:aws:iam::${account}:user/ana is not authorized to perform: sqs:CreateQueue on resource: x`;
    const stderr = await failed(first({ run: deploying({ code: 1, output }) }));
    expect(stderr).toContain("✖ Stack failed");
    expect(stderr).toContain("a AWS não deixa você fazer sqs:CreateQueue");
    expect(aws.state.subscribers).toEqual([]);
    const { code, asked } = await first({ hidden: [] });
    expect({ code, asked }).toEqual({ code: 0, asked: [] });
  });

  test("a stack that is being changed, and what an earlier one left behind", async () => {
    aws.state.stackStatus = "UPDATE_IN_PROGRESS";
    expect(await failed(first())).toContain("a pilha wts-session-hooks-test está mudando (UPDATE_IN_PROGRESS)");
    aws.state.stackStatus = undefined;
    const stderr = await failed(first({ hidden: [] }));
    expect(stderr).toContain(
      "wts-session-hooks-test, wts-session-hooks-test-parked, wts-session-hooks-test-commands-dead.fifo de uma anterior",
    );
    expect(deployments).toEqual([]);
  });

  test("an address that does not answer", async () => {
    const gone = await listen(createServer(), 0);
    await gone.stop();
    const args = ["--yes", "--url", gone.url, "--wait", "1"];
    expect(await failed(setup(args, { hidden: [key, crmSecret] }))).toContain(
      `${gone.url}/health devia responder 200 e respondeu ECONNREFUSED durante 1 s`,
    );
  });

  test("an e-mail that is none", async () => {
    expect(await failed(setup(["--yes", "--email", "ops"], { hidden: [key, crmSecret] }))).toContain(
      '"ops" não é um e-mail',
    );
  });
});

describe("said before anything is asked", () => {
  test.each([
    [["setup"], "setup needs a --stage"],
    [["setup", "--stage", "Prod!"], "expected at most 20 small letters"],
    [["setup", "--stage", "a-stage-with-a-far-too-long-name"], "expected at most 20 small letters"],
    [["setup", "--stage", "prod", "--region", "brazil"], "expected a region of AWS"],
  ])("%j is wrong usage", async (args, message) => {
    const said = { stderr: "" };
    const code = await runHooks(args, {
      environment: {},
      stdout: () => {},
      stderr: (part) => {
        said.stderr += part;
      },
    });
    expect({ code, stderr: said.stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });

  test("the account's own user, and an account that runs few functions at once", async () => {
    Object.assign(aws.state, { arn: `arn:aws:iam::${account}:root`, atOnce: 10 });
    const { stdout, stderr } = await first();
    expect(stderr).toContain("Você entrou como usuário raiz");
    expect(stdout).toContain("esta conta roda no máximo 10 funções ao mesmo tempo");
    expect(aws.state.calls).not.toContain("iam:SimulatePrincipalPolicy");
  });

  test("a role is simulated as what it is, with its path", async () => {
    aws.state.arn = `arn:aws:sts::${account}:assumed-role/Deploy/ana`;
    const { code } = await first();
    expect(code).toBe(0);
    expect(aws.state.calls).toContain("iam:GetRole");
  });

  test("--print-policy prints the policy and does nothing", async () => {
    const { code, stdout } = await setup(["--print-policy"]);
    expect(code).toBe(0);
    const { Statement } = JSON.parse(stdout);
    expect(Statement.map(({ Sid }: { Sid: string }) => Sid)).toContain("RolesToFunctions");
    expect(stdout).toContain(`arn:aws:sqs:sa-east-1:${account}:wts-session-hooks-test-*`);
    expect(aws.state.calls).toEqual(["sts:GetCallerIdentity"]);
  });
});
