// What people do at a stage under its two policies: each command asks AWS for what its policy allows and for nothing else, which the front judges.
import { beforeAll, expect, test } from "@jest/globals";
import type { StagePerson } from "../../../judges/cloud/deployed-stack.ts";
import { reasonFor } from "../../../judges/cloud/unused-grants.ts";
import { grantText } from "../../../judges/cloud/usage.ts";
import { until } from "../support/until.ts";
import { run } from "./stage-run.ts";

const limitMs = 180_000;

interface HeldSession {
  readonly id: string;
  readonly status: string;
}

let viewer: StagePerson;
let operator: StagePerson;
let sessionId: string;
let others: readonly string[];

const deniedOf = (person: string): string[] =>
  run.stack.cloud.front.calls.flatMap(({ role, denied }) =>
    role === person && denied ? [`${denied.action} ${denied.resource}`] : [],
  );

/** What is refused to both of them on purpose. */
const isAccessSecret = (denied: string): boolean => denied.includes("/access-");

/** A move that cannot be done is parked; answers how the message is called. */
const park = async (about: string): Promise<string> => {
  const wish = { sessionId: about, reason: "x", to: { department: "Nirgendwo" } };
  await run.putEvent("Session Reassignment Requested", wish);
  await until(() => run.eventsOf("Session Reassignment Failed", about).length > 0, "the refusal on the bus");
  const { output } = await run.stack.hooks("parked", "list", "--json");
  const parked = JSON.parse(output) as { messageId: string }[];
  return parked.find((each) => JSON.stringify(each).includes(about))?.messageId ?? "";
};

export const people = (): void => {
  beforeAll(async () => {
    viewer = await run.stack.person("viewer");
    operator = await run.stack.person("operator");
    const sessions = await run.admin<HeldSession[]>("GET", "sessions");
    const open = sessions.filter(({ status }) => status === "IN_PROGRESS").map(({ id }) => id);
    [sessionId = "", ...others] = open.slice(-3);
    await park(others[0] ?? "");
  }, limitMs);

  test.each([
    "status",
    "status --keys",
    "doctor",
    "deliveries list",
    "parked list",
    "session <session>",
    "holds list",
    "route <session> --explain",
    "directory",
    "auto-close --dry-run",
    "auto-close policies",
    "auto-close runs",
    "auto-close report",
    "closed-day list",
    "wts subscriptions",
    "version",
  ])(
    "hooks %s answers whoever may only look",
    async (line) => {
      const { code, output } = await viewer.hooks(...line.replace("<session>", sessionId).split(" "), "--json");
      // These answer 1 where somebody is needed.
      const mayAnswer1 = /^(status|doctor)/.test(line);
      expect({ line, output, isDone: code === 0 || (mayAnswer1 && code === 1) }).toEqual({
        line,
        output,
        isDone: true,
      });
      expect(deniedOf("viewer").filter((denied) => !isAccessSecret(denied))).toEqual([]);
    },
    limitMs,
  );

  test.each([
    "pause",
    "auto-close pause esquecidas",
    "session hold <session> --until '2027-01-15 10:00' --yes",
    "parked replay --all",
    "closed-day add 2027-01-04 --reason x",
  ])(
    "hooks %s is refused to whoever may only look, with the policy that it takes",
    async (line) => {
      const words = [...line.replace("<session>", sessionId).matchAll(/'([^']*)'|(\S+)/g)];
      const { code, output } = await viewer.hooks(...words.map(([, text, bare = ""]) => text ?? bare));
      expect({ line, output, code }).toEqual({ line, output, code: 1 });
      expect(output).toContain("OperatorPolicyArn");
    },
    limitMs,
  );

  test(
    "whoever operates does what there is to do, and is asked for nothing that their policy lacks",
    async () => {
      const did = async (...words: readonly string[]): Promise<string> => {
        const { code, output } = await operator.hooks(...words);
        if (code !== 0) throw new Error(`hooks ${words.join(" ")} ended with ${code}:\n${output}`);
        return output;
      };
      // They answer 1 where somebody is needed.
      for (const words of [["status"], ["doctor"], ["deliveries", "list"]]) await operator.hooks(...words);
      const discarded = await park(others[1] ?? "");
      await did("pause");
      await did("resume");
      await did("session", "hold", sessionId, "--until", "2027-01-15 10:00", "--yes");
      await until(async () => (await did("holds", "list", "--json")).includes(sessionId), "the hold");
      await did("session", "release", sessionId, "--yes");
      await did("session", "complete", sessionId, "--yes");
      await did("auto-close", "pause", "esquecidas");
      await did("auto-close", "resume", "esquecidas");
      const { policies } = JSON.parse(await did("auto-close", "policies", "--json")) as {
        policies: { hash: string }[];
      };
      await did("auto-close", "confirm", "esquecidas", "--seen", policies[0]?.hash ?? "");
      await did("closed-day", "add", "2027-01-04", "--reason", "x");
      await did("closed-day", "remove", "2027-01-04");
      await did("parked", "discard", discarded, "--reason", "of a test", "--yes");
      await did("parked", "replay", "--all");
      expect(deniedOf("operator").filter((denied) => !isAccessSecret(denied))).toEqual([]);
    },
    limitMs,
  );

  test("what the policies allow and none of that needed has its reason", () => {
    const unused = run.stack.cloud.front.roles.unused().filter(({ role }) => role === "viewer" || role === "operator");
    expect(unused.map(grantText).filter((grant) => reasonFor(grant) === undefined)).toEqual([]);
  });
};
