// The probe beside the stand-in: of each unknown it finds every position, or the unknown is listed with why it is not asked; and
// whatever the position, the session is given back as it was.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { probeCaller } from "../../cli/doctor/probe/probe-call.ts";
import { type ProbeReport, probeSession, readAccount } from "../../cli/doctor/probe/probe-session.ts";
import { fieldsOf } from "../../cli/doctor/probe/probed-session.ts";
import { consents, notProbed, type UnknownName } from "../../cli/doctor/probe/unknowns.ts";
import { switchCatalogue } from "../../local/wts/switches.ts";
import { startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";

const sessionId = "5e55e55e-0000-4000-8000-000000000001";
const now = "2026-11-30T12:00:00Z";
let standIn: TestStandIn;
beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());

const names = Object.keys(switchCatalogue) as UnknownName[];
const positions = names.flatMap((name) => switchCatalogue[name].values.map((value) => [name, value] as const));

interface Directory {
  departments: { id: string; name: string }[];
  agents: { userId: string; name: string }[];
}

const place = async (windowIsOpen = true): Promise<void> => {
  await standIn.admin("POST", "reset", { clock: { now, frozen: false } });
  const { departments, agents } = await standIn.admin<Directory>("GET", "directory");
  const idOf = (wanted: string) => departments.find(({ name }) => name === wanted)?.id;
  await standIn.admin("PUT", `sessions/${sessionId}`, {
    contactPhone: "+55 11 98765-4321",
    contactName: "Contato de Teste",
    channelType: "CLOUDAPI_WHATSAPP",
    status: "IN_PROGRESS",
    departmentId: idOf("Comercial"),
    userId: agents.find(({ name }) => name === "Carla Mendes")?.userId,
    number: "2026113000001",
    metadata: { origem: "teste", n: 1 },
    createdAt: "2026-11-30T08:00:00Z",
    messages: [
      {
        direction: "FROM_HUB",
        origin: "GATEWAY",
        text: "oi",
        at: windowIsOpen ? "2026-11-30T11:30:00Z" : "2026-11-27T11:30:00Z",
      },
    ],
  });
};

const held = async () => fieldsOf(await standIn.admin("GET", `sessions/${sessionId}`));

const probe = async (
  options: { allowed?: typeof consents | readonly []; signal?: AbortSignal; stopAfter?: number } = {},
) => {
  let calls = 0;
  const stopping = new AbortController();
  const ask = probeCaller({
    baseUrl: standIn.url,
    apiKey: testAccounts.default.apiKey,
    sessionId,
    pace: async () => {},
    announce: () => {
      calls += 1;
      if (calls === options.stopAfter) stopping.abort();
    },
  });
  const read = await readAccount(ask);
  if ("why" in read)
    return { report: { answers: read.answers, open: {}, left: [], end: read.why } as unknown as ProbeReport, calls };
  const report = await probeSession(read, {
    ask,
    wait: async () => {},
    allowed: options.allowed ?? consents,
    signal: stopping.signal,
    text: "Teste",
  });
  return { report, calls };
};

test.each(positions)("%s: %s", async (name, position) => {
  const reason = notProbed[name];
  const needsClosedWindow = name === "messageOutsideWindow";
  await place(!needsClosedWindow);
  await standIn.admin("PUT", "switches", { [name]: position });
  const before = await held();
  const { report, calls } = await probe();
  if (reason === undefined) expect([report.answers[name], report.open[name]]).toEqual([position, undefined]);
  else expect(report.answers[name]).toBeUndefined();
  expect({ end: report.end, left: report.left }).toEqual(
    name === "sessionAccess" && position === "denied"
      ? { end: "sessions denied", left: [] }
      : { end: "done", left: [] },
  );
  expect(await held()).toEqual(before);
  expect(calls).toBeLessThanOrEqual(120);
});
