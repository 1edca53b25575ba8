// Says why a delivery is refused: the log has the code, whoever is paged has the sentence, the sender gets neither.

export const reasons = {
  SCHEME_UNKNOWN: "The source's `verify` names no scheme we know; correct it in hooks.config.ts",
  OPTIONS_INVALID: "The options of the source's `verify` are not valid; correct them in hooks.config.ts",
  SECRET_MISSING: "The source has no secret, or an empty one; add it to the access secret",
  SECRET_INVALID:
    "The source's entry in the access secret is not valid, so nothing is let in; an error line of the log says what is wrong with it",
  SECRET_UNUSABLE: "No secret of the source has the form its scheme needs, such as a key in base64; copy it again",
  SIGNATURE_MISSING:
    "The signature or token is not where the scheme has it; check the scheme, or who else calls this address",
  SIGNATURE_MALFORMED: "The signature cannot be read as the scheme writes it; check the scheme",
  SIGNATURE_VERSION_UNKNOWN: "There are signatures, but none of the version that is checked",
  SIGNATURE_MISMATCH:
    "The signature or token fits none of the secrets; check secret and public address, or it is forged",
  TIMESTAMP_MISSING: "The time that is signed is missing",
  TIMESTAMP_MALFORMED: "The time that is signed cannot be read as the scheme writes it",
  TIMESTAMP_TOO_OLD: "The signature is good but too old: delayed or sent again by somebody, or our clock is wrong",
  TIMESTAMP_TOO_NEW: "The signature is good but from the future: the sender's clock or ours is wrong",
  ADDRESS_MISMATCH:
    "The sender signs the address, and this came to another one than the one configured; compare the source's `address` with what the sender has behind /webhooks/<source>",
  SIGNED_PART_INVALID: "Something else that is signed, such as an id in a header, is missing, given twice or misshapen",
  VERIFY_TOKEN_MISSING: "The handshake needs a verify token and the source has none; add it to the access secret",
  VERIFY_TOKEN_MISMATCH: "The handshake's verify token is not one of the source's",
  CHALLENGE_MALFORMED: "The handshake's challenge is not made as this sender makes it, so it is not repeated",
} as const;

export type Reason = keyof typeof reasons;

/** `secretIndex` says which secret of the list it was, and nothing of the secret itself. */
export type Verification =
  | { readonly ok: true; readonly secretIndex: number }
  | { readonly ok: false; readonly reason: Reason };

/** `content` is what the signature is of, byte for byte; it is undefined where nothing is signed. */
export type VerifiedContent =
  | (Extract<Verification, { ok: true }> & { readonly content: Uint8Array | undefined })
  | Extract<Verification, { ok: false }>;

export const refused = (reason: Reason): { readonly ok: false; readonly reason: Reason } => ({ ok: false, reason });
