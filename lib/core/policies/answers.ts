// Which messages answered the contact: WTS's message list, narrowed once.

/** A message that reached the contact. */
export interface Answer {
  /** DEFAULT is a person in the app; undefined is one WTS did not name. */
  origin: string | undefined;
  atMs: number;
}

/** Of the messages of a session, those that went out to the contact; notes, failed and deleted ones did not. */
export declare const readAnswers: (messages: readonly unknown[]) => Answer[];
