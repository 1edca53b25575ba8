// What people are alerted to: each with the command that mends it, or that shows what is to be mended.
import { type Fault, faults } from "./faults.ts";

/** `policy` and `run` are there where the cause has one. */
interface Cause {
  policy?: string;
  run?: string;
}

const hooks = (...words: readonly (string | undefined)[]): string =>
  ["npm run hooks --", ...words.filter((word) => word !== undefined)].join(" ");

/** Of each code, what is to be typed. */
const mendingCommands = {
  POLICY_WAITS: ({ policy }) => hooks("auto-close confirm", policy),
  RUN_STOPPED: ({ run }) => hooks("auto-close runs show", run),
  RUN_REFUSED: ({ run }) => hooks("auto-close runs show", run),
  RUN_FAILED: ({ run }) => hooks("auto-close runs show", run),
  ROUTING_RUN_FAILED: () => hooks("status --keys"),
  PARKED_WAITS: () => hooks("parked list"),
  COMMANDS_DEAD: () => hooks("parked list"),
  LOOP_SUSPECTED: () => hooks("parked list"),
  WTS_KEY_REFUSED: () => hooks("status --keys"),
  SECRETS_BROKEN: () => hooks("status --keys"),
} satisfies Record<string, (cause: Cause) => string>;

export type AlertCode = keyof typeof mendingCommands;
export const alertCodes = Object.keys(mendingCommands) as readonly AlertCode[];

export interface Alert extends Cause {
  account: string;
  code: AlertCode;
  /** How many there are of it, such as parked messages. */
  count?: number;
}

/** The detail-type of the event that others hear. */
export const alertType = "Alert Raised";

/** The `detail` of the event: ids, codes and names of policies, and nothing about a person. */
export interface RaisedAlert extends Alert {
  id: string;
  raisedAt: string;
  command: string;
}

export const mendingCommand = ({ code, ...cause }: Alert): string => mendingCommands[code](cause);

/** What is raised at most once an hour: another run that stops for the same reason is the same cause. */
export const causeOf = ({ code, policy }: Alert): string => (policy === undefined ? code : `${code}#${policy}`);

/** What only people can mend, whichever function met it; anything else may pass by itself. */
export const alertCodeOf = ({ kind }: Fault): AlertCode | undefined => {
  if (kind === faults.wtsDenied) return "WTS_KEY_REFUSED";
  return kind === faults.configInvalid || kind === faults.secretsUnavailable ? "SECRETS_BROKEN" : undefined;
};
