// `closed-day`: a municipal holiday, half a day, one department, and what the runs and their preview make of it.

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { userInfo } from "node:os";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { awsCallerName } from "../../cli/caller-name.ts";
import { policyHash } from "../../lib/auto-close/policy-modes.ts";
import { policyApprovals } from "../../lib/auto-close/records/policy-approvals.ts";
import { defineConfig } from "../../lib/config.ts";
import type { ClosedDay } from "../../lib/core/hours/closed-day.ts";
import { localDay } from "../../lib/core/hours/local-time.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";

const timeZone = "America/Sao_Paulo";
const dayMs = 86_400_000;
const everyDay = Object.fromEntries(
  ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map((day) => [day, ["00:00-24:00"]]),
);
const hours = { weekly: everyDay };
const config = defineConfig({
  limits: {
    share: 1,
    sustained: { requests: 100_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  autoClose: {
    policies: [
      { name: "hourly", match: { status: "IN_PROGRESS" }, idle: { hours: 4, clock: "business" }, hours },
      { name: "silent", idle: { hours: 400 } },
    ],
  },
});

let standIn: TestStandIn;
let our: HooksForTests;
beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  our = await startHooks({ wtsUrl: standIn.url, config });
});
afterEach(() => our.stop());

const daysAhead = (days: number): string => localDay(Date.now() + days * dayMs, timeZone);
/** Some day next month, in the ways in which one may write it. */
const someDay = daysAhead(31);
const [year = "", month = "", day = ""] = someDay.split("-");
const weekday = new Date(`${someDay}T00:00:00Z`).toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" });
const shown = `${someDay} (${weekday})`;
const listed = async (...options: string[]): Promise<readonly ClosedDay[]> =>
  (await our.json<{ closedDays: ClosedDay[] }>("closed-day", "list", ...options)).closedDays;

describe("closed-day add", () => {
  test("closes a day, says which weekday it is, who set it, and which policies do not obey", async () => {
    const { code, stdout, stderr } = await our.hooks("closed-day", "add", someDay, "--reason", "Feriado municipal");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(
      `Closed: ${shown}, for everybody, in account default of the local stack; set by ${userInfo().username}.`,
    );
    expect(stdout).toContain("Policy silent has no hours, so it does not obey any closed day.");
    expect(stdout).not.toContain("Policy hourly");
    expect(await listed()).toMatchObject([
      { date: someDay, fromMinute: 0, toMinute: 1440, reason: "Feriado municipal", setBy: userInfo().username },
    ]);
    const { stdout: table } = await our.hooks("closed-day", "list");
    expect(table).toMatch(
      new RegExp(
        `${someDay} \\(${weekday}\\) +everybody +Feriado municipal +\\S+ +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d`,
      ),
    );
  });

  test.each([
    [[`${day}/${month}/${year}`], `${shown},`],
    [[`${Number(day)}.${Number(month)}.${year}`, "--from", "12:00"], `${shown} from 12:00`],
    [[`${day}-${month}-${year}`, "--to", "9:30"], `${shown} until 09:30`],
    [[someDay, "--from", "12h", "--to", "13h30"], `${shown} 12:00-13:30`],
    [[someDay, "--to", "24:00"], `${shown},`],
  ])("reads %j the way people write it here", async (args, text) => {
    expect((await our.hooks("closed-day", "add", ...args)).stdout).toContain(`Closed: ${text}`);
  });

  test("says beforehand what it would close, and what it would open again, and writes nothing", async () => {
    expect(await our.json("closed-day", "add", someDay, "--reason", "Feriado", "--dry-run")).toMatchObject({
      ...{ dryRun: true, replaced: null, policiesWithoutHours: ["silent"] },
      closedDay: { date: someDay, reason: "Feriado", setBy: userInfo().username },
    });
    expect((await our.hooks("closed-day", "add", someDay, "--dry-run")).stdout).toContain(
      `Would close: ${shown}, for everybody, in account default of the local stack; nothing was written.`,
    );
    expect(await listed()).toEqual([]);
    await our.hooks("closed-day", "add", someDay);
    expect(await our.json("closed-day", "remove", someDay, "--dry-run")).toMatchObject({
      ...{ dryRun: true, removed: { date: someDay }, removedBy: null },
    });
    expect((await our.hooks("closed-day", "remove", someDay, "--dry-run")).stdout).toContain(
      `Would open again: ${shown}, for everybody`,
    );
    expect(await listed()).toHaveLength(1);
    expect(await our.json("closed-day", "remove", someDay)).toMatchObject({
      removedBy: { by: userInfo().username, at: expect.stringMatching(/^\d{4}-.+Z$/) },
    });
    expect(await listed()).toEqual([]);
  });

  test("takes today, and the last day that is near enough", async () => {
    for (const ahead of [0, 800]) expect((await our.hooks("closed-day", "add", daysAhead(ahead))).code).toBe(0);
    expect(await listed()).toHaveLength(2);
  });

  test.each([
    [["2027-02-30"], 2, "Expected a day as 2026-12-25 or 25/12/2026; this one is in no calendar."],
    [["12/25/2027"], 2, "there is no month 25: the day comes first."],
    [["25/12/27"], 2, "with the year, in four digits."],
    [["25/12"], 2, "with the year, in four digits."],
    [["31/04/2027"], 2, "this one is in no calendar."],
    [["amanhã"], 2, "Expected a day as 2026-12-25 or 25/12/2026."],
    [[""], 2, "Expected a day as 2026-12-25 or 25/12/2026."],
    [[someDay, "--from", "25:00"], 2, "Expected a time of day, such as 12:00 or 17h30."],
    [[someDay, "--from", "12"], 2, "Expected a time of day, such as 12:00 or 17h30."],
    [[someDay, "--to", "24:01"], 2, "Expected a time of day, such as 12:00 or 17h30."],
    [[someDay, "--reason", " "], 2, "Expected a reason of 1 to 200 characters."],
    [[someDay, "--from", "12:00", "--to", "12:00"], 1, "--to has to be later than --from"],
    [[someDay, "--from", "22:00", "--to", "02:00"], 1, "--to has to be later than --from"],
    [["2020-03-05"], 1, "2020-03-05 is over: today is "],
    [[daysAhead(-1)], 1, " is over: today is "],
    [["3026-12-25"], 1, "3026-12-25 is more than 800 days ahead: today is "],
    [[someDay, "--department", "Comercal"], 1, "no department of the account has the name or id Comercal"],
    [[someDay, "--account", "filail"], 1, "there is no account filail in the local stack"],
  ])("refuses %j, and sets nothing", async (args, exitCode, message) => {
    const { code, stderr } = await our.hooks("closed-day", "add", ...args);
    expect({ code, stderr }).toEqual({ code: exitCode, stderr: expect.stringContaining(message) });
    expect(await listed("--past")).toEqual([]);
  });

  test("a day that is set again takes the place of the former, and says so; a department's stands beside it", async () => {
    await our.hooks("closed-day", "add", someDay, "--reason", "Queda de energia");
    await our.hooks("closed-day", "add", someDay, "--department", "comercial");
    const { stdout } = await our.hooks("closed-day", "add", someDay, "--from", "12:00");
    expect(stdout).toContain(`It takes the place of ${shown}, which was set by ${userInfo().username} at `);
    const days = await listed();
    expect(days).toMatchObject([
      { fromMinute: 720 },
      { fromMinute: 0, departmentName: "Comercial", departmentId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
    expect(days[0]).not.toHaveProperty("reason");
    expect(await listed("--account", "filial")).toEqual([]);
  });
});

test("a reason that has lines, or turns the direction round, stays in its row", async () => {
  await our.hooks("closed-day", "add", someDay, "--reason", `Feira\n${daysAhead(40)} (Friday)  everybody\u202e\u2066`);
  const { stdout } = await our.hooks("closed-day", "list");
  const rows = stdout.split("\n").filter((line) => line.includes("everybody"));
  expect(rows).toEqual([
    expect.stringContaining(String.raw`Feira\n${daysAhead(40)} (Friday)  everybody\u202e\u2066  `),
  ]);
});

describe("closed-day remove", () => {
  test("opens the day again, of the one who is named", async () => {
    await our.hooks("closed-day", "add", someDay);
    await our.hooks("closed-day", "add", someDay, "--department", "Comercial");
    const { code, stdout } = await our.hooks(
      "closed-day",
      "remove",
      `${day}/${month}/${year}`,
      "--department",
      "Comercial",
    );
    expect(code).toBe(0);
    expect(stdout).toContain(`Open again: ${shown}, for Comercial, in account default`);
    expect(await listed()).toMatchObject([{ date: someDay }]);
    expect((await listed())[0]).not.toHaveProperty("departmentId");
    await our.hooks("closed-day", "remove", someDay);
    expect(await listed()).toEqual([]);
    await our.hooks("closed-day", "add", someDay);
    expect(await listed()).toHaveLength(1);
  });

  test("opens a day of another account by the command that setting it said", async () => {
    const { stdout } = await our.hooks("closed-day", "add", someDay, "--account", "filial");
    const [, command = ""] = /^`closed-day (.*)` takes it back/m.exec(stdout) ?? [];
    expect(command).toContain("--account filial");
    const typed = command.split(" ").filter((word) => !["--stage", "--region"].includes(word));
    expect(await our.hooks("closed-day", ...typed)).toMatchObject({ code: 0 });
    expect(await listed("--account", "filial")).toEqual([]);
  });

  test.each([
    ["name", ({ departmentName = "" }: ClosedDay) => departmentName.toUpperCase()],
    ["id", ({ departmentId = "" }: ClosedDay) => departmentId],
  ])("opens the day of a department by its %s while WTS is away, or has it no longer", async (_what, departmentIn) => {
    await our.hooks("closed-day", "add", someDay, "--department", "Comercial");
    const [closed] = await listed();
    if (!closed) throw new Error("no day is closed");
    await standIn.admin("POST", "faults", [{ path: "/core/v2/department", status: 503 }]);
    const { code, stderr } = await our.hooks("closed-day", "remove", someDay, "--department", departmentIn(closed));
    await standIn.admin("POST", "faults", []);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(await listed()).toEqual([]);
  });

  test("says what there is where there is no such day", async () => {
    const none = await our.hooks("closed-day", "remove", someDay);
    expect(none).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`has no such closed day ${someDay}; \`closed-day list\``),
    });
    await our.hooks("closed-day", "add", someDay, "--department", "Comercial");
    const other = await our.hooks("closed-day", "remove", someDay);
    expect(other.stderr).toContain("that day is closed for Comercial: say --department");
    expect(await listed()).toHaveLength(1);
  });
});

describe("auto-close", () => {
  const sessionId = "5e551c11-0000-4000-8000-000000000000";
  const agoOf = (hoursAgo: number): string => new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
  const hold = async (session: object = {}): Promise<void> => {
    const idle = { id: sessionId, createdAt: agoOf(9), lastMessageIn: agoOf(8), lastMessageOut: agoOf(7) };
    await standIn.admin("POST", "reset", { sessions: [{ ...idle, channelType: "ZAPI_WHATSAPP", ...session }] });
    await standIn.admin("PUT", "limits", { enabled: false });
    for (const policy of config.autoClose.policies)
      await policyApprovals({ table: our.table }).confirm("default", policy.name, policyHash(policy));
  };
  /** All that has been idle lies in closed days, whatever time it is now. */
  const closeTheSilence = async (...options: string[]): Promise<void> => {
    await our.hooks("closed-day", "add", daysAhead(0), "--reason", "Feriado municipal", ...options);
    // The night before may belong to the silence, too; a past day is set as somebody would have set it then.
    const [today] = await listed();
    if (!today) throw new Error("today was set");
    const { closedDays } = await import("../../lib/records/closed-days.ts");
    await closedDays({ table: our.table, clock: our.clock }).set("default", { ...today, date: daysAhead(-1) });
  };
  const statusOf = async () => (await standIn.admin<{ status: string }>("GET", `sessions/${sessionId}`)).status;

  test("does not close what has been idle only on closed days, and the preview names the day", async () => {
    await hold();
    expect(await our.json("auto-close", "--dry-run")).toMatchObject({ counts: { "would-close": 1 } });
    await closeTheSilence();
    expect(await our.json("auto-close", "--dry-run")).toMatchObject({
      counts: { CLOSED_DAY: 1 },
      sessions: [],
      staying: [
        {
          sessionId,
          policy: "hourly",
          until: new Date(Date.parse(`${daysAhead(1)}T04:00:00-03:00`)).toISOString(),
          reasons: ["MATCHED", "NOT_IDLE_YET", "CLOSED_DAY"],
        },
      ],
    });
    const { stdout } = await our.hooks("auto-close", "--dry-run");
    expect(stdout).toMatch(
      new RegExp(
        `${sessionId} +hourly +${daysAhead(1)} 04:00:00 +CLOSED_DAY: closed on .+ \\(Feriado municipal\\), as set by ${userInfo().username}`,
      ),
    );
    await our.hooks("auto-close");
    expect(await statusOf()).toBe("IN_PROGRESS");
    await our.hooks("closed-day", "remove", daysAhead(0));
    await our.hooks("closed-day", "remove", daysAhead(-1));
    await our.hooks("auto-close");
    expect(await statusOf()).toBe("COMPLETED");
  });

  test("a department's closed day holds for its sessions, and for no others", async () => {
    const { departments } = await our.json<{ departments: { id: string; name: string }[] }>("directory");
    const idOf = (name: string) => departments.find((department) => department.name === name)?.id;
    await hold({ departmentId: idOf("Comercial") });
    const other = departments.find(({ name }) => name !== "Comercial")?.name ?? "";
    await closeTheSilence("--department", other);
    expect(await our.json("auto-close", "--dry-run")).toMatchObject({ counts: { "would-close": 1 } });
    await closeTheSilence("--department", "Comercial");
    expect(await our.json("auto-close", "--dry-run")).toMatchObject({ counts: { CLOSED_DAY: 1 } });
  });
});

describe("who set a day at a stage", () => {
  let sts: Server;
  let answer: { status: number; body: string };
  let endpoint: string;
  beforeAll(async () => {
    sts = createServer((request, response) => {
      request.resume();
      response.writeHead(answer.status, { "content-type": "text/xml" }).end(answer.body);
    });
    sts.listen(0, "127.0.0.1");
    await once(sts, "listening");
    endpoint = `http://127.0.0.1:${(sts.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    sts.close();
  });
  const callerName = () =>
    awsCallerName({
      region: "sa-east-1",
      endpoint,
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      maxAttempts: 1,
    });
  const identity = (arn: string): string =>
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AIDA</UserId><Account>000000000000</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

  test.each([
    ["arn:aws:iam::000000000000:user/ana", "user/ana"],
    [
      "arn:aws:sts::000000000000:assumed-role/Operations/ana@clinica.example",
      "assumed-role/Operations/ana@clinica.example",
    ],
    ["arn:aws:iam::000000000000:root", "root"],
  ])("is whom AWS knows: %s", async (arn, name) => {
    answer = { status: 200, body: identity(arn) };
    expect(await callerName()).toBe(name);
  });

  test("is left open where AWS does not say, and keeps nobody from closing", async () => {
    answer = {
      status: 403,
      body: "<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>over</Message></Error></ErrorResponse>",
    };
    expect(await callerName()).toBe("somebody whom AWS did not name (ExpiredToken)");
  });
});
