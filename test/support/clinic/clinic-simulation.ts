// A clinic's days, event by event: what contacts and staff do goes to the stand-in, what comes of it to the product, and all
// that the product does to the checks.
import type { HooksConfig } from "../../../lib/config.ts";
import { seededChance } from "../seeded-chance.ts";
import { type Agenda, agenda } from "./agenda.ts";
import { type Arrival, arrivalsOn, chanceOf, minutesBetween, pick, vipArrival } from "./clinic-arrivals.ts";
import { at, clinicCalendar, dayOf, daysFrom, type Span, startOfDay } from "./clinic-calendar.ts";
import { type ClinicPreview, clinicChecks, type Finding } from "./clinic-checks.ts";
import { startClinicProduct } from "./clinic-product.ts";
import { startClinicServers } from "./clinic-servers.ts";
import { clinicStaff, type Person, people } from "./clinic-staff.ts";
import { readMessage } from "./clinic-texts.ts";
import { clinicWorld, type Write } from "./clinic-world.ts";
import { keptLines } from "./kept-log.ts";
import { emptySharedRates } from "./shared-rates.ts";
import { emptySharedTable } from "./shared-table.ts";
import { simulatedTime } from "./simulated-clock.ts";
import { answered, asked, closed, held, isOpen, nodded, type Talk } from "./talk.ts";

export interface ClinicOptions {
  config: HooksConfig;
  firstDay: string;
  days: number;
  perDay: number;
  seed: number;
  /** How often routing's schedule is called while the clinic is open; it is every minute in life. */
  routingMinutes: number;
  /** Somebody closes these days from the command line, two days before. */
  closedDays?: readonly { day: string; from?: string; reason: string }[];
  /** A VIP writes then. */
  vipAtMs?: number;
  onDay?(day: string, progress: string): void;
}

type Entry = () => Promise<void>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** At 08:15, 10:00, 14:30 and 22:00 the preview is asked before the run. */
const previewedMinutes = [495, 600, 870, 1_320];
const wtsSecret = "clinic-wts-address-0123456789";
const boletoSecret = "clinic-boleto-token-0123456789";

const texts = {
  questions: [
    "Vocês atendem Unimed?",
    "Consegue remarcar minha consulta?",
    "Qual o valor da limpeza?",
    "Recebi o exame?",
  ],
  answers: [
    "Atendemos sim, de segunda a sexta.",
    "Pronto, remarcado.",
    "Fica em R$ 180.",
    "O resultado já está no portal.",
  ],
  stops: ["PARE", "Pare!", "sair", "Cancelar."],
  thanks: ["obrigada!", "Muito obrigado 🙏", "ok, valeu", "👍", "Obrigada viu"],
} as const;

export const runClinic = async (options: ClinicOptions) => {
  const { config, seed, perDay, days, firstDay, routingMinutes } = options;
  const startedAt = performance.now();
  const dates = daysFrom(firstDay, days);
  const startMs = at(firstDay, "06:00");
  const endMs = startOfDay(dates.at(-1) ?? firstDay) + dayMs - minuteMs;
  simulatedTime.begin(startMs, seed);
  keptLines.length = 0;
  emptySharedTable();
  emptySharedRates();
  const chance = seededChance(seed);
  const calendar = clinicCalendar();
  const staff = clinicStaff(calendar);
  const servers = await startClinicServers({ wts: [wtsSecret], boletos: [boletoSecret] });
  const world = await clinicWorld(servers);
  const product = await startClinicProduct(servers, config, ({ "detail-type": type, detail }) => {
    const talk = talks.get(String(detail.sessionId));
    const { policy, rule, reasons, decision } = detail as Record<string, unknown>;
    const why = JSON.stringify({ policy, rule, reasons, decision });
    if (talk && !type.startsWith("WTS ")) note(talk, `${type} ${why.slice(0, 600)}`);
  });
  const checks = clinicChecks({ calendar, staff, now: simulatedTime.now, isAvailable: world.isAvailable });
  const entries: Agenda<Entry> = agenda();
  const talks = new Map<string, Talk>();
  /** Those that are not closed. */
  const open = new Set<Talk>();
  const counts: Record<string, number> = {};
  const count = (name: string, by = 1): void => {
    counts[name] = (counts[name] ?? 0) + by;
  };
  const after = (ms: number, entry: Entry): void => entries.add(simulatedTime.now() + ms, entry);
  const now = simulatedTime.now;
  const note = (talk: Talk, what: string): void => {
    talk.story.push(`${dayOf(now())} ${new Date(now() - 3 * hourMs).toISOString().slice(11, 19)} ${what}`);
  };

  // --- What the product does ---

  const onMove = (talk: Talk, body: Record<string, unknown>): void => {
    const person = world.personOf(body.newUserId ?? body.userId);
    checks.onMove(talk, person);
    note(talk, `moved to ${person?.name ?? "a queue"} by the product`);
    talk.department = world.departmentName(body.newDepartmentId ?? body.departmentId) ?? talk.department;
    talk.owner = person;
    talk.ownedSinceMs = now();
    talk.moves.push(now());
    if (talk.state !== "closed") talk.state = person ? "attended" : "queue";
    count(person ? "moved to a person" : "moved to a queue");
    if (person) expectAnswer(talk, person);
  };

  /** What the last run did, by session. */
  const did = new Map<string, string>();

  const onClose = (talk: Talk): void => {
    did.set(talk.id, "close");
    note(talk, "closed by the product");
    checks.onClose(talk);
    closed(talk, now());
    open.delete(talk);
    count("closed by the product");
    afterClose(talk);
  };

  const onMessage = (talk: Talk, body: Record<string, unknown>): void => {
    const { kind, isTemplate, expected } = readMessage(body, talk);
    const said = isTemplate ? `template ${JSON.stringify(body.parameters ?? {})}` : String(body.text);
    count(kind === undefined ? "unknown messages" : `${kind}s${isTemplate ? " by template" : ""}`);
    if (expected !== undefined) checks.find("a message says something else", talk, `${said} / ${expected}`);
    if (!kind) return;
    note(talk, `${kind}: ${said}`);
    checks.onMessage(talk, kind, isTemplate);
    if (kind === "telling") talk.toldDay = dayOf(now());
    else if (kind === "farewell") talk.farewells += 1;
    else {
      did.set(talk.id, "warn");
      talk.warnings += 1;
      talk.warnedMs = now();
      talk.overdueRuns = 0;
      afterWarning(talk);
    }
  };

  const onWrite = ({ sessionId, action, body, status }: Write): void => {
    const talk = talks.get(sessionId);
    const fields = Array.isArray(body.fields) ? body.fields : [];
    const isMove = fields.includes("UserId") || fields.includes("DepartmentId");
    if (status !== 200 || !talk) count(talk ? `refused ${action} ${status}` : `${action} of an unknown session`);
    else if (action === "complete") onClose(talk);
    else if (action === "transfer" || action === "assignee" || isMove) onMove(talk, body);
    else if (action.startsWith("message")) onMessage(talk, body);
    else {
      if (!isOpen(talk)) checks.find(`a closed session is written to (${action})`, talk);
      count(action);
    }
  };

  /** What the world has told, or the product has left, is worked on until nothing more comes of it. */
  const react = async (): Promise<void> => {
    for (;;) {
      if (product.wasCalled()) for (const write of await world.takeWrites()) onWrite(write);
      const webhooks = await world.takeWebhooks();
      if (webhooks.length === 0) return;
      for (const webhook of webhooks) {
        checks.beginRouting();
        await product.deliver("wts", wtsSecret, webhook);
        for (const write of await world.takeWrites()) onWrite(write);
      }
    }
  };

  // --- What contacts do ---

  /** WTS itself says that nobody is there, which is no answer. */
  const answerByMachine = async (talk: Talk): Promise<void> => {
    if (calendar.isOpen(now())) return;
    simulatedTime.moveTo(now() + 1_000);
    await world.say(talk, { origin: "OFFICE_HOURS", text: "Estamos fechados, voltamos em breve." });
    talk.lastSaidMs = now();
  };

  const contactSays = async (talk: Talk, text: string, meaning: typeof asked): Promise<Talk> => {
    const wasClosed = !isOpen(talk);
    const session = await world.say(talk, { origin: "contact", text });
    let current = talk;
    if (session.id !== talk.id) {
      current = { ...talk, id: session.id, state: "bot", owner: undefined, closedMs: undefined, answeredMs: undefined };
      Object.assign(current, {
        story: [...talk.story],
        waitsSinceMs: undefined,
        quietSinceMs: undefined,
        warnedMs: undefined,
        toldDay: undefined,
        createdMs: now(),
        hasBegunAgain: true,
        boleto: undefined,
      });
      talks.set(current.id, current);
      // Whoever comes back by itself wants to be answered.
      if (talk.patient.wish === "stopped") talk.patient.wish = "any";
      count("began again");
    } else if (wasClosed) {
      talk.state = talk.owner ? "attended" : "queue";
      talk.closedMs = undefined;
      count("opened again by the contact");
    }
    open.add(current);
    note(current, `contact: ${text}${wasClosed ? ` (${session.status})` : ""}`);
    meaning(current, now());
    await answerByMachine(current);
    if (session.id !== talk.id) {
      // What nobody is in charge of comes to the reception.
      await world.move(current, current.department);
      current.state = "queue";
    }
    if (current.owner && current.waitsSinceMs !== undefined) expectAnswer(current, current.owner);
    return current;
  };

  const asks = (talk: Talk) => contactSays(talk, pick(chance, texts.questions), asked);

  const arrive = async ({ talk, bot }: Arrival): Promise<void> => {
    talks.set(talk.id, talk);
    open.add(talk);
    count("conversations");
    note(
      talk,
      `begins, bot ${bot}, ${talk.isOfficial ? "official" : "unofficial"}${talk.patient.isVip ? ", VIP" : ""}`,
    );
    await world.open(talk, pick(chance, texts.questions));
    talk.lastContactMs = now();
    talk.lastSaidMs = now();
    if (bot === "none") {
      asked(talk, now());
      await answerByMachine(talk);
      if (chanceOf(chance, 0.1)) after(minutesBetween(chance, 20, 90), () => asksAgain(talk));
      return;
    }
    simulatedTime.moveTo(now() + 1_000);
    await world.say(talk, { origin: "BOT", text: "Olá! Digite 1 para agendamentos ou 2 para falar com a equipe." });
    talk.lastSaidMs = now();
    if (bot === "abandoned") return;
    after(minutesBetween(chance, 1, 6), async () => {
      await world.say(talk, { origin: "contact", text: "2" });
      asked(talk, now());
      simulatedTime.moveTo(now() + 1_000);
      await world.say(talk, { origin: "BOT", text: "Certo! Um atendente já vai falar com você." });
      await world.move(talk, talk.department);
      talk.state = "queue";
      note(talk, "handed over by the bot");
    });
  };

  const asksAgain = async (talk: Talk): Promise<void> => {
    if (isOpen(talk) && talk.waitsSinceMs !== undefined) await asks(talk);
  };

  const afterWarning = (talk: Talk): void => {
    const { lastSaidMs } = talk;
    if (chanceOf(chance, 0.12))
      after(minutesBetween(chance, 3, 25), async () => {
        if (isOpen(talk) && talk.lastSaidMs === lastSaidMs) await asks(talk);
      });
  };

  const afterClose = (talk: Talk): void => {
    const drawn = chance.next();
    const delayMs = minutesBetween(chance, 4, chanceOf(chance, 0.7) ? 300 : 1_500);
    // Nobody thanks for what nobody has answered.
    if (drawn < 0.08 && talk.answeredMs !== undefined) after(delayMs, () => thanks(talk));
    else if (drawn < 0.14) after(delayMs, async () => void (await asks(talk)));
  };

  const thanks = async (talk: Talk): Promise<void> => {
    const wasClosed = !isOpen(talk);
    const current = await contactSays(talk, pick(chance, texts.thanks), nodded);
    if (wasClosed) current.isOnlyThanks = true;
  };

  // --- What the staff does ---

  /** Most answer within minutes, some in hours, a few never. */
  const expectAnswer = (talk: Talk, person: Person): void => {
    if (talk.waitsSinceMs === undefined) return;
    const drawn = chance.next();
    if (drawn < 0.015) {
      count("never answered by its owner");
      return;
    }
    const delayMs = drawn < 0.07 ? minutesBetween(chance, 60, 240) : minutesBetween(chance, 1, 14);
    entries.add(staff.nextOnShift(person, now() + delayMs), () => answer(talk, person));
  };

  const answer = async (talk: Talk, person: Person): Promise<void> => {
    if (!isOpen(talk) || talk.owner !== person || talk.waitsSinceMs === undefined) return;
    const asksForGrade = talk.ending === "grade" && talk.questionsLeft === 0;
    const text = asksForGrade ? "De 0 a 10, que nota você dá ao atendimento?" : pick(chance, texts.answers);
    await world.say(talk, { origin: "person", text });
    answered(talk, now());
    note(talk, `${person.name}: ${text}`);
    count("answers");
    if (talk.questionsLeft > 0) {
      talk.questionsLeft -= 1;
      after(minutesBetween(chance, 2, 120), async () => {
        if (isOpen(talk)) await asks(talk);
      });
      return;
    }
    if (chanceOf(chance, 0.03)) return moveByHand(talk);
    await end(talk);
  };

  const moveByHand = async (talk: Talk): Promise<void> => {
    const others = people.filter((person) => person !== talk.owner && staff.isOnShift(person, now()));
    const [other] = chance.shuffled(others);
    const [department] = other?.departments ?? [];
    if (!other || department === undefined) return;
    await world.move(talk, department, other);
    Object.assign(talk, { department, owner: other });
    note(talk, `moved by hand to ${other.name}`);
    count("moved by hand");
  };

  const end = async (talk: Talk): Promise<void> => {
    const { answeredMs } = talk;
    const ifStill = (entry: () => Promise<unknown>): Entry => {
      return async () => {
        if (isOpen(talk) && talk.answeredMs === answeredMs && talk.waitsSinceMs === undefined) await entry();
      };
    };
    if (talk.ending === "thanks")
      after(
        minutesBetween(chance, 1, 40),
        ifStill(() => thanks(talk)),
      );
    if (talk.ending === "grade")
      after(
        minutesBetween(chance, 1, 40),
        ifStill(() => contactSays(talk, String(chance.below(11)), nodded)),
      );
    if (talk.ending === "closedByPerson")
      after(
        minutesBetween(chance, 2, 30),
        ifStill(async () => {
          await world.complete(talk);
          closed(talk, now());
          note(talk, "closed by a person");
          open.delete(talk);
          count("closed by a person");
        }),
      );
    if (talk.ending === "stops")
      after(
        minutesBetween(chance, 1, 40),
        ifStill(() => stops(talk)),
      );
    if (talk.ending === "callMeTomorrow")
      after(
        minutesBetween(chance, 1, 20),
        ifStill(() => wantsCallTomorrow(talk)),
      );
    if (talk.ending === "boleto" && !talk.boleto) {
      talk.boleto = { id: `B-${talk.id.slice(0, 8)}` };
      const { boleto, patient } = talk;
      const dueDay = dayOf(now() + chance.below(3) * dayMs);
      const created = { id: `criado-${boleto.id}`, evento: "criado", telefone: patient.phone, boleto: boleto.id };
      await product.deliver("boletos", boletoSecret, { ...created, vencimento: dueDay });
      note(talk, `boleto due ${dueDay}`);
      held(talk, calendar.businessDaysAfter(dueDay, 2));
      if (chanceOf(chance, 0.7))
        after(minutesBetween(chance, 30, 4 * 1_440), async () => {
          boleto.paidMs = now();
          note(talk, "boleto paid");
          if (isOpen(talk) && now() < (talk.heldUntilMs ?? 0)) held(talk, now());
          const paid = { id: `pago-${boleto.id}`, evento: "pago", telefone: patient.phone, boleto: boleto.id };
          await product.deliver("boletos", boletoSecret, paid);
          count(isOpen(talk) ? "paid while open" : "paid after closing");
        });
    }
  };

  /** Somebody reads it and answers; no machine is to write here any more. */
  const stops = async (talk: Talk): Promise<void> => {
    talk.ending = "silent";
    if (talk.patient.wish === "any") talk.patient.wish = "stopped";
    await contactSays(talk, pick(chance, texts.stops), asked);
    count("asked for silence");
  };

  /** Whoever answers promises it, and holds the session from the command line. */
  const wantsCallTomorrow = async (talk: Talk): Promise<void> => {
    await contactSays(talk, "Pode me chamar amanhã?", asked);
    talk.ending = "silent";
    const { owner } = talk;
    if (!owner) return;
    entries.add(staff.nextOnShift(owner, now() + minutesBetween(chance, 1, 6)), async () => {
      if (!isOpen(talk) || talk.owner !== owner || talk.waitsSinceMs === undefined) return;
      await world.say(talk, { origin: "person", text: "Combinado, chamo você amanhã às 9h." });
      answered(talk, now());
      const until = ["--until", "amanhã 09:00", "--reason", "ligar", "--yes"];
      const done = await product.hooks("session", "hold", talk.id, ...until);
      if (done.code !== 0) throw new Error(`session hold: ${done.stderr}`);
      const tomorrow = at(dayOf(now() + dayMs), "09:00");
      held(talk, tomorrow);
      note(talk, `held by ${owner.name} until tomorrow`);
      count("held from the command line");
      if (chanceOf(chance, 0.8))
        entries.add(staff.nextOnShift(owner, tomorrow + minutesBetween(chance, 1, 30)), async () => {
          if (!isOpen(talk) || talk.owner !== owner) return;
          await world.say(talk, { origin: "person", text: "Oi, conforme combinado: posso ajudar?" });
          answered(talk, now());
          note(talk, `${owner.name} calls as promised`);
        });
    });
  };

  // --- What happens by the clock ---

  const changeShifts = (day: string): void => {
    for (const person of people)
      for (const { fromMs, toMs } of staff.spansOf(person, day)) {
        entries.add(Math.max(fromMs, startMs), () => world.setAvailable(person, true));
        // Some forget to say that they leave; the shift says it for them.
        if (!chanceOf(chance, 0.1)) entries.add(Math.max(toMs, startMs), () => world.setAvailable(person, false));
      }
  };

  const previewNow = async (): Promise<ClinicPreview> => {
    const { stdout, stderr } = await product.hooks("auto-close", "--dry-run", "--json", "--show", "100000");
    if (stdout === "") throw new Error(`auto-close --dry-run: ${stderr}`);
    return JSON.parse(stdout) as ClinicPreview;
  };

  const runAutoClose: Entry = async () => {
    const minute = Math.round((now() - startOfDay(dayOf(now()))) / minuteMs);
    const preview = previewedMinutes.includes(minute) ? await previewNow() : undefined;
    if (preview) checks.afterPreview(open, preview);
    did.clear();
    await product.tick("close-idle-sessions");
    await react();
    if (preview) checks.compareRun(talks, preview, did);
    checks.afterRun(open);
    const isDay = now() - startOfDay(dayOf(now())) > 7 * hourMs && now() - startOfDay(dayOf(now())) < 20 * hourMs;
    entries.add(Math.floor(now() / (15 * minuteMs)) * 15 * minuteMs + (isDay ? 15 : 60) * minuteMs, runAutoClose);
  };

  const runRouting: Entry = async () => {
    await product.tick("look-after-sessions");
    await react();
    const every = calendar.isOpen(now()) ? routingMinutes : 30;
    const next = Math.floor(now() / minuteMs) * minuteMs + every * minuteMs;
    entries.add(
      Math.max(now() + 1, Math.min(next, calendar.isOpen(now()) ? next : calendar.nextOpening(now() + 1) + minuteMs)),
      runRouting,
    );
  };

  const runRelay: Entry = async () => {
    await product.tick("relay-outcomes");
    after(hourMs, runRelay);
  };

  const closeDay =
    ({ day, from = "00:00", reason }: { day: string; from?: string; reason: string }): Entry =>
    async () => {
      const { code, stderr } = await product.hooks("closed-day", "add", day, "--from", from, "--reason", reason);
      if (code !== 0) throw new Error(`closed-day add ${day}: ${stderr}`);
      const [fromMinute = 0] = from.split(":").map((part, index) => Number(part) * (index === 0 ? 60 : 1));
      calendar.close(day, { fromMinute, toMinute: 1_440 } satisfies Span);
    };

  /** A new policy shows what it would do first; then somebody confirms it. */
  const confirmAll: Entry = async () => {
    for (const { name } of config.autoClose.policies) {
      const { code, stderr } = await product.hooks("auto-close", "confirm", name);
      if (code !== 0) throw new Error(`auto-close confirm ${name}: ${stderr}`);
    }
  };

  const beginDay =
    (day: string): Entry =>
    async () => {
      // Whoever writes on a day, and who works on it, depends on what has been closed by then.
      changeShifts(day);
      for (const arrival of arrivalsOn(day, { chance, calendar, perDay }))
        if (arrival.atMs > now()) entries.add(arrival.atMs, () => arrive(arrival));
      const seconds = Math.round((performance.now() - startedAt) / 1_000);
      options.onDay?.(
        day,
        `${talks.size} conversations, ${open.size} open, ${checks.findings.length} findings, ${seconds} s`,
      );
    };

  for (const person of people) await world.setAvailable(person, false);
  await product.tick("close-idle-sessions");
  await confirmAll();
  for (const day of dates) entries.add(Math.max(startMs, startOfDay(day) + hourMs), beginDay(day));
  for (const closing of options.closedDays ?? [])
    entries.add(Math.max(startMs, startOfDay(closing.day) - 2 * dayMs + 15 * hourMs), closeDay(closing));
  const vip = options.vipAtMs === undefined ? undefined : vipArrival(options.vipAtMs, chance);
  if (vip) entries.add(vip.atMs, () => arrive(vip));
  entries.add(startMs + 15 * minuteMs, runAutoClose);
  entries.add(startMs + minuteMs, runRouting);
  entries.add(startMs + hourMs, runRelay);

  for (let nextMs = entries.nextMs(); nextMs !== undefined && nextMs <= endMs; nextMs = entries.nextMs()) {
    simulatedTime.moveTo(nextMs);
    await world.follow();
    checks.beginRouting();
    await entries.take()?.();
    await react();
  }

  checks.afterPreview(open, await previewNow());
  const parked = servers.bodiesIn("Parked");
  product.stop();
  await world.stop();
  await servers.stop();
  const closedCount = counts["closed by the product"] ?? 0;
  return {
    seed,
    findings: checks.findings as readonly Finding[],
    counts,
    outcomes: product.outcomes,
    failures: { lost: product.lost, parked, rateProblems: checks.rateProblems(product.calledAtMs) },
    vip: vip?.talk,
    open: [...open],
    calls: product.calledAtMs.length,
    callsPerClosed: Math.round((10 * product.calledAtMs.length) / Math.max(1, closedCount)) / 10,
    warned: [...new Set(keptLines.map(({ message, code, reason }) => [message, code ?? reason].join(" ").trim()))],
    seconds: Math.round((performance.now() - startedAt) / 1_000),
  };
};

/** What a run came to, without the conversations. */
export const clinicReport = (seen: Awaited<ReturnType<typeof runClinic>>): string => {
  const { findings, failures: _, open, vip: __, ...rest } = seen;
  return JSON.stringify({ ...rest, open: open.length, findings: findings.length });
};
