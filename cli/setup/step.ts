// What a step of `setup` is: it looks first what is done already, so that whoever runs it again goes on where it stopped.
import type { HooksConfig } from "../../lib/config.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import type { Connection } from "../connection.ts";
import type { RunProgram } from "../run-program.ts";
import type { StagePlace } from "../stage-stack.ts";
import type { Surroundings, Tools } from "../with-connection.ts";
import type { Caller } from "./read-caller.ts";

/** `waits`: for somebody outside, such as the reader of an e-mail; nothing else is held up by it. */
export type StepState = "done" | "already" | "left-out" | "waits";

export interface StepResult {
  readonly state: StepState;
  readonly text: string;
  /** What else there is to know, a line each. */
  readonly more?: readonly string[];
}

export interface SetupOptions {
  readonly email?: string | undefined;
  readonly url?: string | undefined;
  readonly client: string;
  readonly tokenFile?: string | undefined;
  readonly replaceKey: boolean;
  readonly waitSeconds: number;
  readonly yes: boolean;
}

export interface SetupContext {
  readonly tools: Tools;
  readonly connection: Connection;
  readonly surroundings: Surroundings;
  readonly place: StagePlace;
  readonly config: HooksConfig;
  readonly language: Language;
  readonly options: SetupOptions;
  readonly run: RunProgram;
  readonly caller: Caller;
}

export interface SetupStep {
  readonly name: "permissions" | "secrets" | "deploy" | "alarms" | "wts" | "delivery" | "doctor";
  take(context: SetupContext): Promise<StepResult>;
}
