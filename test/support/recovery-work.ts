// Lists what is under way, by every way in, when everything is killed: where each command hangs at that moment, and how it has to end.
import type { WaysIn } from "./ways-in.ts";

const hourMs = 3_600_000;
const agoOf = (hours: number): string => new Date(Date.now() - hours * hourMs).toISOString();

export interface RecoveryWork {
  name: string;
  /** What WTS holds; a session in which somebody has just written unless said. */
  session?: object;
  /** The department's name. */
  department?: string;
  /** The call to WTS that gets no answer: its method, and what follows the session's id in its path. */
  hangsAt: readonly [method: string, path: string];
  /** WTS does what it is asked all the same. */
  arrives?: boolean;
  /** So many messages it is in the queue; what is in none begins when those are. */
  messages?: number;
  /** What the schedule does begins by itself. It is called with the ways in of the stack that runs then, so often as it likes. */
  begin?(ways: () => WaysIn, sessionId: string): Promise<unknown>;
  end: {
    status?: string;
    number?: string;
    /** Somebody has the session. */
    isOwned?: true;
    notes?: readonly string[];
    messages?: readonly string[];
  };
  /** How many events say what was done. */
  outcomes: number;
}

export interface NumberedWork extends RecoveryWork {
  sessionId: string;
}

/** It may still be written to: WhatsApp's window is open, and a person has answered. */
const idle = {
  ...{ channelType: "ZAPI_WHATSAPP", createdAt: agoOf(30), lastMessageIn: agoOf(23), lastMessageOut: agoOf(22) },
  messages: [
    { direction: "FROM_HUB", text: "Bom dia", at: agoOf(23) },
    { direction: "TO_HUB", text: "Segue.", at: agoOf(22) },
  ],
};
const deliver =
  (...commands: readonly object[]) =>
  async (ways: () => WaysIn, sessionId: string): Promise<void> => {
    for (const command of commands) await ways().deliver({ sessionId, ...command });
  };
const note = (text: string) => ({ command: "note", text });
const message = (text: string) => ({ command: "message", text });

const pauseMs = 1_000;

/** As a caller does who gets no answer: the same request under the same key, again and again. */
const patchUntilAnswered = async (ways: () => WaysIn, sessionId: string): Promise<void> => {
  for (;;) {
    try {
      return void (await ways().call("PATCH", `/sessions/${sessionId}`, { number: "patched" }, sessionId));
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
};

export const recoveryWork: readonly RecoveryWork[] = [
  {
    name: "webhook: update, and another one behind it",
    messages: 2,
    hangsAt: ["PUT", "partial"],
    begin: deliver({ number: "first" }, { number: "second" }),
    end: { number: "second" },
    outcomes: 2,
  },
  {
    name: "webhook: note that WTS did not get, and another one behind it",
    messages: 2,
    hangsAt: ["POST", "note"],
    begin: deliver(note("um"), note("dois")),
    end: { notes: ["um", "dois"] },
    outcomes: 2,
  },
  {
    name: "webhook: note that WTS has",
    messages: 1,
    hangsAt: ["POST", "note"],
    arrives: true,
    begin: deliver(note("um")),
    end: { notes: ["um"] },
    outcomes: 1,
  },
  {
    name: "webhook: message that WTS did not get",
    messages: 1,
    hangsAt: ["POST", "message"],
    begin: deliver(message("um")),
    end: { messages: ["um"] },
    outcomes: 1,
  },
  {
    name: "webhook: message that WTS has",
    messages: 1,
    hangsAt: ["POST", "message"],
    arrives: true,
    begin: deliver(message("um")),
    end: { messages: ["um"] },
    outcomes: 1,
  },
  {
    name: "webhook: complete, its farewell under way",
    messages: 1,
    hangsAt: ["POST", "message/sync"],
    arrives: true,
    begin: deliver({ command: "complete", note: "ganho", farewell: "Obrigado!" }),
    end: { status: "COMPLETED", notes: ["ganho"], messages: ["Obrigado!"] },
    outcomes: 1,
  },
  {
    name: "webhook: complete, at its last step",
    messages: 1,
    hangsAt: ["PUT", "complete"],
    begin: deliver({ command: "complete", note: "ganho", metadata: { negocio: "981" } }),
    end: { status: "COMPLETED", notes: ["ganho"] },
    outcomes: 1,
  },
  {
    name: "event: update",
    messages: 1,
    hangsAt: ["PUT", "partial"],
    begin: (ways, sessionId) => ways().announce("Session Update Requested", { sessionId, number: "asked" }),
    end: { number: "asked" },
    outcomes: 1,
  },
  {
    name: "PATCH, which its caller repeats",
    hangsAt: ["PUT", "partial"],
    begin: patchUntilAnswered,
    end: { number: "patched" },
    outcomes: 1,
  },
  {
    name: "auto-close: at the close",
    session: idle,
    hangsAt: ["PUT", "complete"],
    end: { status: "COMPLETED", notes: ["Encerrado"], messages: ["Segue.", "Até logo!"] },
    outcomes: 1,
  },
  {
    name: "auto-close: at the farewell",
    session: idle,
    hangsAt: ["POST", "message/sync"],
    arrives: true,
    end: { status: "COMPLETED", notes: ["Encerrado"], messages: ["Segue.", "Até logo!"] },
    outcomes: 1,
  },
  {
    name: "auto-close: at a warning",
    session: { ...idle, metadata: { caso: "aviso" } },
    hangsAt: ["POST", "message"],
    arrives: true,
    end: { status: "IN_PROGRESS", messages: ["Segue.", "Ainda está aí?"] },
    outcomes: 1,
  },
  {
    name: "routing: a move",
    messages: 1,
    session: { userId: null, status: "PENDING" },
    department: "Comercial",
    hangsAt: ["PUT", "transfer"],
    begin: (ways, sessionId) => ways().postFromWts("SESSION_NEW", sessionId),
    end: { isOwned: true },
    outcomes: 1,
  },
];
