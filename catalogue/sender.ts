// Describes a sender of the catalogue: what a person has to know and to enter beside the worked file, in every language.

import type { SourceInput } from "wts-session-hooks";

/** A text in every language. The names are those of `language` in hooks.config.ts. */
export interface InLanguages<Said = string> {
  readonly en: Said;
  readonly "pt-BR": Said;
}

export interface Sender {
  /** Its folder here, and the name of its source unless somebody says another. */
  readonly key: string;
  /** As the sender calls itself. */
  readonly title: string;
  /** What people may type instead. */
  readonly also?: readonly string[];
  /** What its worked file, source.ts beside it, exports under the key. */
  readonly source: SourceInput;
  /** A file of events/receive-webhook/: what it sends, what its API answers, and what becomes of that. */
  readonly sample: string;
  /** What a test says that the sample becomes. */
  readonly becomes: InLanguages;
  /** A kind of delivery that does nothing: where the sample is to be changed, from its body, headers or query on. */
  readonly other: { readonly at: readonly string[]; readonly value: unknown; readonly called: InLanguages };
  /** What its secret is, and where the sender shows or takes it. */
  readonly secret: InLanguages;
  /** The same of the key of its API, where the source asks it something. */
  readonly lookupSecret?: InLanguages;
  /** What is to be entered there; {url} stands for the address. */
  readonly enter: InLanguages<readonly string[]>;
}
