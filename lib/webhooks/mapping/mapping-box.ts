// Starts, asks and kills the process in which sources' functions and expressions run: what a payload makes of them ends nothing else.
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { Fault, faults } from "../../core/faults.ts";
import { type BoxAnswer, boxLifeCpuSeconds, boxPipe, frameOf, headerBytes, largestAnswerBytes } from "./box-frames.ts";
import type { AnswerOf, Question } from "./question.ts";

export interface MappingBox {
  /** Begins to start it, where it does not run: whoever is about to ask does something else meanwhile. */
  start(): void;
  /** Questions are answered one after the other; each has the time for itself. Throws DELIVERY_NOT_MAPPED. */
  ask<Asked extends Question>(question: Asked): Promise<AnswerOf<Asked>>;
  /** Kills it. */
  stop(): void;
}

interface MappingBoxOptions {
  /** Its program; it reads nothing else. */
  file: URL;
  args?: readonly string[];
  /** Node's, beside those that limit it. */
  nodeFlags?: readonly string[];
  /** It has no variables but these. */
  environment?: Readonly<Record<string, string>>;
  /** Within it, one question is answered, and the box started if need be. */
  limitMs?: number;
  /** So long it may take to start before the time of a question begins; where it is absent, starting is a part of that time. */
  startLimitMs?: number;
}

/** Senders wait 5 s and more, and the queue may need up to 4 of them. */
export const mappingLimitMs = 800;
/** One that is not ready by then hangs, in a module of its configuration's. */
const longestStartMs = 5_000;

/** Of Lambda's 512 MB a function itself has some 130. V8 ends the process beyond the first, and we beyond the second, which counts all memory. */
const heapMb = 96;
const largestRssBytes = 224 * 1024 * 1024;
/** It fills some 2 GB a second at most: 40 MB from one look to the next. */
const lookEveryMs = 20;

const flags: readonly string[] = [
  `--max-old-space-size=${heapMb}`,
  // Threads of V8's own would take memory, and time of the processor.
  "--v8-pool-size=0",
  // No files, no processes, no threads, no addons. It says nothing of the network.
  "--permission",
];

/**
 * No core is written; a box whose owner was killed ends in the end; and of all processes this one is what the kernel kills where memory is
 * short. None of the three is there on every system.
 */
const script = `ulimit -c 0; ulimit -t ${boxLifeCpuSeconds}; echo 1000 > /proc/self/oom_score_adj; exec "$@"`;

const notAnswered = (message: string, threw: string): Fault =>
  new Fault(faults.deliveryNotMapped, { message, logged: { threw } });

const what = "the source's functions and expressions";
const outOfTime = (limitMs: number): Fault =>
  notAnswered(
    `${what} take more than ${limitMs / 1000} s for this delivery; look for a regular expression or a loop that grows with what is sent`,
    "out of time",
  );
const outOfMemory = (): Fault =>
  notAnswered(
    `${what} take more memory than they may for this delivery; look for a list or a text that grows with what is sent`,
    "out of memory",
  );
const tooLarge = (): Fault =>
  notAnswered(`${what} yield more than ${largestAnswerBytes / 1024 / 1024} MB for this delivery`, "too large");
const notStarted = (limitMs: number): Fault =>
  notAnswered(
    `the process for ${what} did not start within ${limitMs / 1000} s; replay it, and if that is no better, look at what the source's modules do when they are loaded`,
    "not started",
  );
const ended = (how: string): Fault =>
  notAnswered(
    `${what} ended their process (${how}) for this delivery, or it could not start; they must neither exit nor need files, threads or processes`,
    "ended",
  );

/** V8 gives up by one of the first two, and the kernel by the third. */
const signalsOfMemory: readonly (string | null)[] = ["SIGABRT", "SIGTRAP", "SIGKILL", "SIGSEGV", "SIGILL"];

interface Running {
  readonly process: ChildProcess;
  readonly pipe: Socket;
  readonly startedAtMs: number;
  isReady: boolean;
  /** It has answered a question before. */
  isWarm: boolean;
  /** Whoever waits hears of every frame and of the end. */
  onFrame: (text: string) => void;
  onEnd: (fault: Fault) => void;
}

const running = new Set<Running>();
const nobody = (): void => {};

const killAll = (): void => {
  for (const { process: box } of running) box.kill("SIGKILL");
};

const readFrames = (pipe: Socket, onFrame: (text: string) => void, onTooLarge: () => void): void => {
  let chunks: Buffer[] = [];
  let have = 0;
  pipe.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    have += chunk.length;
    while (have >= headerBytes) {
      if (chunks.length > 1 && (chunks[0] as Buffer).length < headerBytes) chunks = [Buffer.concat(chunks)];
      const length = (chunks[0] as Buffer).readUInt32BE(0);
      if (length > largestAnswerBytes) return onTooLarge();
      if (have < headerBytes + length) return;
      const whole = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      const rest = whole.subarray(headerBytes + length);
      chunks = rest.length > 0 ? [rest] : [];
      have = rest.length;
      onFrame(whole.toString("utf8", headerBytes, headerBytes + length));
    }
  });
};

/** 0 where the system does not say. */
const rssBytesOf = (pid: number | undefined): Promise<number> =>
  new Promise((resolve) => {
    readFile(`/proc/${pid}/status`, "utf8", (_error, text = "") => {
      const [, kilobytes = "0"] = /^VmRSS:\s+(\d+) kB$/m.exec(text) ?? [];
      resolve(Number(kilobytes) * 1024);
    });
  });

export const mappingBox = ({
  file,
  args = [],
  nodeFlags = [],
  environment = {},
  limitMs = mappingLimitMs,
  startLimitMs,
}: MappingBoxOptions): MappingBox => {
  const program = fileURLToPath(file);
  let current: Running | undefined;
  let lastId = 0;
  let before: Promise<unknown> = Promise.resolve();

  const forget = (box: Running): void => {
    running.delete(box);
    if (current === box) current = undefined;
  };

  const kill = (box: Running): void => {
    forget(box);
    box.process.kill("SIGKILL");
  };

  const begin = (): Running => {
    const command = [process.execPath, ...flags, `--allow-fs-read=${program}`, ...nodeFlags, program, ...args];
    const child = spawn(
      "/bin/sh",
      ["-c", `{ ${script.replace("; exec", "; } 2>/dev/null; exec")}`, "mapping-box", ...command],
      {
        cwd: "/",
        // Its hours are those of the functions.
        env: { TZ: "UTC", ...environment },
        stdio: ["ignore", "ignore", "ignore", "pipe"],
      },
    );
    const pipe = child.stdio?.[boxPipe] as Socket | undefined;
    if (!pipe) throw ended("it could not be started");
    const box: Running = {
      ...{ process: child, pipe, startedAtMs: performance.now() },
      ...{ isReady: false, isWarm: false, onFrame: nobody, onEnd: nobody },
    };
    // An exit without a signal leaves no orphan behind.
    if (!process.listeners("exit").includes(killAll)) process.once("exit", killAll);
    running.add(box);
    child.unref();
    pipe.unref();
    // What could not be written is told by its end.
    pipe.on("error", nobody);
    const end = (fault: Fault): void => {
      forget(box);
      box.onEnd(fault);
    };
    readFrames(
      pipe,
      (text) => {
        if (text === "") box.isReady = true;
        box.onFrame(text);
      },
      () => {
        kill(box);
        end(tooLarge());
      },
    );
    child.on("error", () => end(ended("it could not be started")));
    child.on("close", (code, signal) =>
      end(signalsOfMemory.includes(signal) || code === 134 ? outOfMemory() : ended(signal ?? `exit code ${code}`)),
    );
    current = box;
    return box;
  };

  /** Resolves with the first frame that `read` takes; rejects when the box ends, or needs too much of time or memory. */
  const waitFor = <Value>(
    box: Running,
    { endsAtMs, late }: { endsAtMs: number; late: Fault },
    read: (text: string) => Value | undefined,
  ): Promise<Value> =>
    new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout;
      const stop = (): void => {
        clearTimeout(timer);
        box.onFrame = nobody;
        box.onEnd = nobody;
        box.pipe.unref();
      };
      const fail = (fault: Fault): void => {
        stop();
        reject(fault);
      };
      const isOver = (): boolean => box.onEnd !== fail;
      const look = (): void => {
        const leftMs = endsAtMs - performance.now();
        // Where everything stood still, an answer may lie there already: it is read before the time is said to be up.
        if (leftMs <= 0) return void setImmediate(() => setImmediate(() => isOver() || fail(late)));
        timer = setTimeout(look, Math.min(lookEveryMs, leftMs + 1));
        void rssBytesOf(box.process.pid).then((bytes) => {
          if (isOver() || bytes <= largestRssBytes) return;
          kill(box);
          fail(outOfMemory());
        });
      };
      timer = setTimeout(look, lookEveryMs);
      box.onEnd = fail;
      box.onFrame = (text) => {
        const value = read(text);
        if (value === undefined) return;
        stop();
        resolve(value);
      };
      box.pipe.ref();
    });

  const ready = async (endsAtMs: number, ms: number): Promise<Running> => {
    const box = current ?? begin();
    if (box.isReady) return box;
    try {
      await waitFor(box, { endsAtMs, late: notStarted(ms) }, (text) => (text === "" ? box : undefined));
      return box;
    } catch (error) {
      // Where the machine is slow, the next delivery finds it ready.
      if (performance.now() - box.startedAtMs > longestStartMs) kill(box);
      throw error;
    }
  };

  const send = async (question: Question, endsAtMs: number): Promise<unknown> => {
    const box = await ready(endsAtMs, limitMs);
    const { isWarm } = box;
    lastId += 1;
    const id = lastId;
    box.pipe.write(frameOf(JSON.stringify({ id, ...question })));
    try {
      const late = outOfTime(limitMs);
      const { answer, isLast, isTooLarge } = await waitFor(box, { endsAtMs, late }, (text) => {
        const read = JSON.parse(text) as BoxAnswer;
        return read.id === id ? read : undefined;
      });
      box.isWarm = true;
      if (isLast) forget(box);
      if (isTooLarge) throw tooLarge();
      return answer;
    } catch (error) {
      const { threw } = (error as Fault).logged;
      if (threw === "too large") throw error;
      kill(box);
      // One that has answered others may have died of what those left behind, or while nobody asked.
      if (!isWarm || threw === "out of time") throw error;
      return await send(question, endsAtMs).catch(() => {
        throw error;
      });
    }
  };

  const askNow = async (question: Question): Promise<unknown> => {
    if (startLimitMs !== undefined) await ready(performance.now() + startLimitMs, startLimitMs);
    return send(question, performance.now() + limitMs);
  };

  return {
    start: () => {
      try {
        current ??= begin();
      } catch {
        // Whoever asks it hears of that.
      }
    },
    ask: <Asked extends Question>(question: Asked) => {
      const answer = before.then(() => askNow(question)) as Promise<AnswerOf<Asked>>;
      before = answer.catch(nobody);
      return answer;
    },
    stop: () => {
      if (current) kill(current);
    },
  };
};
