// Known answers that the senders published: read from where they are, never copied into the project.
import { readFileSync } from "node:fs";
import { expect } from "@jest/globals";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { besideFile, describeBeside } from "../../support/describe-beside.ts";

const name = "webhook-vectors.json";
const path = besideFile(name);

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

const vectors: Vector[] = path ? JSON.parse(readFileSync(path, "utf8")).vectors : [];

const verify = ({ scheme, options, secrets, method, url, headers, body, now }: Vector) =>
  verifySignature(
    { scheme, ...options },
    { method, url, headers, body: new TextEncoder().encode(body), now: now === null ? new Date() : new Date(now) },
    secrets,
  );

describeBeside(name, "a known answer", (test) => {
  test("is there for many schemes, good and bad", () => {
    expect(vectors.length).toBeGreaterThan(50);
    expect(new Set(vectors.map(({ scheme }) => scheme)).size).toBeGreaterThan(10);
    expect(vectors.filter(({ valid }) => !valid).length).toBeGreaterThan(10);
  });

  // Where there are none, a row stands for them: a table without rows is an error.
  const rows = vectors.map((vector): [string, Vector | undefined] => [vector.id, vector]);
  test.each(path ? rows : [["of each sender", undefined] as (typeof rows)[number]])("%s", (_id, vector) => {
    if (vector === undefined) throw new Error("it was to be left out");
    expect(verify(vector)).toMatchObject({ ok: vector.valid });
  });

  test("that is good is good with any spelling of its header names and behind secrets of no use", () => {
    for (const vector of vectors.filter(({ valid }) => valid)) {
      const headers = Object.fromEntries(
        Object.entries(vector.headers).map(([header, value]) => [header.toUpperCase(), [value].flat()]),
      );
      const secrets = ["whsec_bm90IHRoaXMgb25lIGJ1dCBhIHNlY3JldA==", ...vector.secrets];
      const answer = verify({ ...vector, headers, secrets });
      expect([vector.id, answer.ok]).toEqual([vector.id, true]);
      if (answer.ok) expect(answer.secretIndex).toBeGreaterThan(0);
    }
  });
});
