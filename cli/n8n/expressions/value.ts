// What an expression of n8n stands for: TypeScript over a delivery, a part of what a node yields, or something that is left to people.
import type { Code } from "./code.ts";
import type { NotCarried } from "./not-carried.ts";

/** The item that the Webhook node yields. `isForm`: its body came as a form, whose names n8n takes apart. */
interface DeliveryItem {
  readonly kind: "delivery";
  readonly isForm: boolean;
}

/** The item that a Set node yields: its own values, and those of the item before. */
export interface ObjectItem {
  readonly kind: "object";
  readonly entries: ReadonlyMap<string, Value>;
  readonly rest?: Value;
}

/** How our source finds a session that the flow looked up: {contactPhone: …}. */
export type Locator = ReadonlyMap<string, Code>;

/** What WTS answered to a question of the flow: one contact, one session, or a list of sessions; our locator asks in its place. */
export interface FoundItem {
  readonly kind: "contact" | "session" | "sessions" | "session-list";
  readonly locator: Locator;
}

/** The id of a session that a look-up found: it is no text that we have, but a way to find the session. */
export interface FoundSessionId {
  readonly kind: "session-id";
  readonly locator: Locator;
}

/** The id of a contact that was found by its phone. */
export interface FoundContactId {
  readonly kind: "contact-id";
  readonly locator: Locator;
}

export type Value = Code | DeliveryItem | ObjectItem | FoundItem | FoundSessionId | FoundContactId | NotCarried;

export type Carried = Code | NotCarried;

export interface Scope {
  /** `$json`. */
  readonly item: Value;
  /** What each node before yields, by its name. */
  readonly items: ReadonlyMap<string, Value>;
  /** Every node there is: one that does not come before yields nothing. */
  readonly names: ReadonlySet<string>;
  /** Notes what is read of a delivery, for a sample that is made up. */
  readonly onRead: (path: readonly string[], as?: "list") => void;
  /** Notes what a value of a delivery is compared with. */
  readonly onCompared: (path: readonly string[], value: string | number | boolean | null) => void;
}
