// Known answers that the senders published: read from where they are, never copied into the project.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";

const path = new URL("../../../../shared/webhook-vectors.json", import.meta.url);

interface Vector {
  id: string;
  scheme: string;
  options?: Record<string, unknown>;
  secrets: string[];
  method: string;
  url: string;
  headers: Record<string, string | string[]>;
  body: string;
  now: string | null;
  valid: boolean;
}

const vectors: Vector[] = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).vectors : [];

const verify = ({ scheme, options, secrets, method, url, headers, body, now }: Vector) =>
  verifySignature(
    { scheme, ...options },
    { method, url, headers, body: new TextEncoder().encode(body), now: now === null ? new Date() : new Date(now) },
    secrets,
  );

if (vectors.length === 0) {
  test("the senders' known answers are not on this machine", () => {
    console.log(`skipped: there is no ${path.pathname.split("/").slice(-2).join("/")} beside the project`);
  });
} else {
  describe("a known answer", () => {
    test.each(vectors.map((vector) => [vector.id, vector] as const))("%s", (_id, vector) => {
      expect(verify(vector)).toMatchObject({ ok: vector.valid });
    });

    test("that is good is good with any spelling of its header names and behind secrets of no use", () => {
      for (const vector of vectors.filter(({ valid }) => valid)) {
        const headers = Object.fromEntries(
          Object.entries(vector.headers).map(([name, value]) => [name.toUpperCase(), [value].flat()]),
        );
        const secrets = ["whsec_bm90IHRoaXMgb25lIGJ1dCBhIHNlY3JldA==", ...vector.secrets];
        const answer = verify({ ...vector, headers, secrets });
        expect([vector.id, answer.ok]).toEqual([vector.id, true]);
        if (answer.ok) expect(answer.secretIndex).toBeGreaterThan(0);
      }
    });
  });
}
