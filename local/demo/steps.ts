// Lists what people do with sessions, one step each: the request, and what has to be true afterwards.
import type { demoWords } from "./demo-words.ts";
import type { PlayedStep } from "./print-step.ts";
import { type DemoWorld, type Session, sessionId } from "./world.ts";

interface DemoStep {
  title: string;
  request: string;
  play(): Promise<PlayedStep>;
}

interface Expected {
  status: number;
  /** The code of the error, where there is one. */
  code?: string;
  /** The fields that change, "set" for any value; all others stay as they were. */
  session?: Session;
  notes?: readonly string[];
}

interface Answered {
  error?: { message: string; issues?: { message: string }[] };
  changes?: { field: string; from?: unknown; to: unknown }[];
}

type Words = (typeof demoWords)["en"];

const remarksOn = (body: unknown, { wouldGo }: Words): string[] =>
  [body].flat().flatMap((item) => {
    const { error, changes = [] } = (item ?? {}) as Answered;
    const issues = error?.issues?.map(({ message }) => message) ?? [];
    return [
      ...(error ? [error.message, ...issues] : []),
      ...changes.map(({ field, from, to }) => wouldGo(field, from, to)),
    ];
  });

const errorCode = (body: unknown): string | undefined =>
  (body as { error?: { code?: string } } | undefined)?.error?.code;

const equal = (one: unknown, other: unknown): boolean =>
  typeof one === "object" && one !== null ? JSON.stringify(one) === JSON.stringify(other) : one === other;

export const demoSteps = (world: DemoWorld, words: Words): DemoStep[] => {
  const { titles } = words;

  const differencesFrom = async (before: Session, expected: Pick<Expected, "session" | "notes">): Promise<string[]> => {
    const after = await world.session();
    const problems: string[] = [];
    for (const field of ["status", "departmentId", "userId", "number", "metadata", "endAt"]) {
      const wanted = expected.session && field in expected.session ? expected.session[field] : before[field];
      const isWanted = wanted === "set" ? after[field] !== null : equal(after[field], wanted);
      if (!isWanted) problems.push(`${field} is ${JSON.stringify(after[field])}`);
    }
    const notes = (after.notes as { text: string }[]).map(({ text }) => text);
    if (!equal(notes, expected.notes ?? [])) problems.push(`the notes are ${JSON.stringify(notes)}`);
    return problems;
  };

  const step = (
    title: string,
    [method, path, body]: readonly [string, string, unknown],
    expected: Expected,
    prepare: () => Promise<unknown> = async () => {},
  ): DemoStep => ({
    title,
    request: `${method} ${path} ${JSON.stringify(body)}`.replaceAll(sessionId, "…01"),
    play: async () => {
      const before = await world.session();
      await prepare();
      const { status, body: answer } = await world.call(method, path, body);
      const problems: string[] = [];
      if (status !== expected.status) problems.push(`answered ${status}, expected ${expected.status}`);
      if (errorCode(answer) !== expected.code) problems.push(`code ${errorCode(answer)}, expected ${expected.code}`);
      return {
        remarks: remarksOn(answer, words),
        problems: [...problems, ...(await differencesFrom(before, expected))],
      };
    },
  });

  const eventStep = (
    title: string,
    detail: object,
    expected: Pick<Expected, "session" | "notes"> & { outcome: string },
  ): DemoStep => ({
    title,
    request: `PutEvents "Session Update Requested" ${JSON.stringify(detail)}`.replaceAll(sessionId, "…01"),
    play: async () => {
      const before = await world.session();
      const { "detail-type": type, detail: outcome } = await world.requestByEvent(detail);
      const { reasons = [] } = outcome as { reasons?: string[] };
      const problems = type === expected.outcome ? [] : [`the outcome is ${type}, expected ${expected.outcome}`];
      return {
        remarks: [words.onTheBus(type, reasons)],
        problems: [...problems, ...(await differencesFrom(before, expected))],
      };
    },
  });

  const webhookStep = (
    title: string,
    [source, body, damage]: readonly [string, object, object?],
    expected: Pick<Expected, "status" | "session" | "notes">,
  ): DemoStep => ({
    title,
    request: `POST /webhooks/${source} ${JSON.stringify(damage ?? body)}`.replaceAll(sessionId, "…01"),
    play: async () => {
      const before = await world.session();
      const { status, outcome } = await world.deliver(source, body, damage);
      const problems = status === expected.status ? [] : [`answered ${status}, expected ${expected.status}`];
      return {
        remarks: [words.answered(status, outcome?.["detail-type"])],
        problems: [...problems, ...(await differencesFrom(before, expected))],
      };
    },
  });

  /** A delivery of the CRM, as its source in the configuration of the demo reads it. */
  const wonDeal = (value: number) => ({
    id: `evt_${crypto.randomUUID()}`,
    type: "deal.won",
    timestamp: new Date().toISOString(),
    data: { id: "981", value, session_id: sessionId },
  });

  const patch = (body: unknown, query = "") => ["PATCH", `/sessions/${sessionId}${query}`, body] as const;
  const batch = (commands: readonly unknown[]) => ["POST", "/sessions/batch", commands] as const;
  const fault = (...faults: unknown[]) => world.admin("POST", "faults", faults);

  return [
    step(titles.queue, patch({ status: "pending", userId: null }), {
      status: 200,
      session: { status: "PENDING", userId: null },
    }),
    step(titles.names, patch({ department: "comercial", user: "carla mendes" }), {
      status: 200,
      session: { departmentId: world.departmentId("Comercial"), userId: world.userId("Carla Mendes") },
    }),
    step(
      titles.pairs,
      patch({ fields: ["Metadata", "Number"], metadata: [{ key: "pedido", value: 42 }], number: "0042" }),
      { status: 200, session: { metadata: { origem: "site", pedido: "42" }, number: "0042" } },
    ),
    step(titles.dryRun, patch({ status: "COMPLETED" }, "?dryRun=true"), { status: 200 }),
    step(
      titles.batch,
      batch([
        { command: "note", sessionId, text: "Orçamento aprovado no CRM" },
        { command: "transfer", sessionId, department: "Financeiro" },
      ]),
      {
        status: 200,
        notes: ["Orçamento aprovado no CRM"],
        session: { departmentId: world.departmentId("Financeiro"), userId: null, status: "PENDING" },
      },
    ),
    step(
      titles.complete,
      batch([{ command: "complete", sessionId, note: "Chamado 1207 resolvido", metadata: { chamado: 1207 } }]),
      {
        status: 200,
        notes: ["Chamado 1207 resolvido"],
        session: { status: "COMPLETED", metadata: { origem: "site", chamado: "1207" }, endAt: "set" },
      },
    ),
    step(titles.rateLimit, patch({ number: "0043" }), { status: 200, session: { number: "0043" } }, () =>
      fault({ method: "PUT", status: 429, times: 2 }),
    ),
    eventStep(
      titles.event,
      { sessionId, department: "Suporte", user: "Gustavo Teixeira", metadata: { prioridade: "alta" } },
      {
        outcome: "Session Reassigned",
        session: {
          departmentId: world.departmentId("Suporte"),
          userId: world.userId("Gustavo Teixeira"),
          metadata: { origem: "site", prioridade: "alta" },
        },
      },
    ),
    eventStep(titles.badEvent, { sessionId, department: "Vendas Externas" }, { outcome: "Session Update Rejected" }),
    webhookStep(titles.webhook, ["crm", wonDeal(350.5)], {
      status: 202,
      notes: ["Negócio 981 ganho no CRM"],
      session: { status: "COMPLETED", metadata: { origem: "site", negocio: "981", valor: "350.5" }, endAt: "set" },
    }),
    webhookStep(titles.changedWebhook, ["crm", wonDeal(350.5), wonDeal(9_999)], { status: 401 }),
    step(titles.typo, patch({ statu: "COMPLETED" }), { status: 422, code: "COMMAND_INVALID" }),
    step(titles.twoPeople, patch({ department: "Suporte", user: "João Silva" }), {
      status: 422,
      code: "COMMAND_INVALID",
    }),
    step(titles.oldPicture, patch({ status: "COMPLETED", expect: { status: "PENDING" } }), {
      status: 409,
      code: "EXPECTATION_NOT_MET",
    }),
  ];
};
