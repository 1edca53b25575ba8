// What somebody found out about WTS on their own account, and which of it we go by. What is not known is treated as before: right either way.

export interface AnsweredAccount {
  probedAt: string;
  /** They hold for this host alone. */
  baseUrl: string;
  answers: Readonly<Record<string, string>>;
}

/** By the account's name. */
export type WtsAnswers = Readonly<Record<string, AnsweredAccount>>;

/** What changes how we work, where it is known. */
export interface KnownOfWts {
  /** A partial update keeps the keys of the metadata that it does not name: they need not be read and sent again. */
  readonly mergesMetadata: boolean;
  /** A contact is found by either spelling of its number: one look-up is enough. */
  readonly foldsNinthDigit: boolean;
}

export const nothingKnown: KnownOfWts = { mergesMetadata: false, foldsNinthDigit: false };

export const knownOf = (answers: WtsAnswers | undefined, name: string, baseUrl: string): KnownOfWts => {
  const probed = answers && Object.hasOwn(answers, name) ? answers[name] : undefined;
  if (probed?.baseUrl !== baseUrl) return nothingKnown;
  return {
    mergesMetadata: probed.answers.metadata === "merged",
    foldsNinthDigit: probed.answers.contactByPhone === "folds-ninth-digit",
  };
};
