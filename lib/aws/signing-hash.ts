// The SHA-256 that AWS's signer is given: as Node has it, but that a key of bytes is not made ready for each signature anew.
import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from "node:crypto";
import type { Checksum, SourceData } from "@smithy/types";

/** The signer keeps one key a day, service and set of credentials, and hands in the same bytes again. */
const keys = new WeakMap<object, KeyObject>();

/** Made ready by Node itself, bytes cost some 12 µs each time, seven times as much as the signature. */
const keyOf = (secret: Exclude<SourceData, string>): KeyObject => {
  const known = keys.get(secret);
  if (known) return known;
  const bytes = ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
  const key = createSecretKey(bytes);
  keys.set(secret, key);
  return key;
};

export class SigningHash implements Checksum {
  private hash: Hash | Hmac;
  private readonly secret: SourceData | undefined;

  constructor(secret?: SourceData) {
    this.secret = secret;
    this.hash = this.begun();
  }

  private begun(): Hash | Hmac {
    if (this.secret === undefined) return createHash("sha256");
    return createHmac("sha256", typeof this.secret === "string" ? this.secret : keyOf(this.secret));
  }

  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {
    this.hash = this.begun();
  }
}
