// The parts of a multipart body, and how one of them is changed with every other byte left as it was.
import { describe, expect, test } from "@jest/globals";
import { partsOf, partTexts, withPartContent } from "../../../lib/webhooks/signatures/multipart.ts";
import { boundary, multipart } from "../../support/multipart.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");
const text = (body: Uint8Array) => Buffer.from(body).toString("latin1");
const field = (name: string) => `Content-Disposition: form-data; name="${name}"`;

describe("the parts of a body", () => {
  test("say name, file, type, encoding and content, and where the content stands", () => {
    const body = multipart([
      ["a", "1"],
      ['f"; FILENAME="x.png', "PNG", ["content-TYPE :  image/png ", "Content-Transfer-Encoding: base64"]],
      ["empty", ""],
    ]);
    const parts = partsOf(body) ?? [];
    expect(parts).toMatchObject([
      { name: "a", filename: undefined, contentType: undefined, transferEncoding: undefined, content: "1" },
      { name: "f", filename: "x.png", contentType: "image/png", transferEncoding: "base64", content: "PNG" },
      { name: "empty", content: "" },
    ]);
    for (const { start, end, content } of parts) expect(text(body).slice(start, end)).toBe(content);
  });

  test("are files also where the name of one is written in another charset", () => {
    const body = `--b\r\n${field("f")}; filename*=UTF-8''jos%C3%A9.png\r\n\r\nPNG\r\n--b--`;
    expect(partsOf(bytes(body))).toMatchObject([{ name: "f", filename: "" }]);
  });

  test.each([
    ["nothing", ""],
    ["no boundary", "a=1"],
    ["a boundary alone", "--b\r\n"],
    ["no blank line behind the headers", `--b\r\n${field("a")}\r\n1\r\n--b--`],
    ["another disposition", `--b\r\nContent-Disposition: attachment; name="a"\r\n\r\n1\r\n--b--`],
    ["no disposition", "--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--"],
    ["no end", `--b\r\n${field("a")}\r\n\r\n1\r\n--b`],
    ["a longer line for an end", `--b\r\n${field("a")}\r\n\r\n1\r\n--b--x`],
  ])("are none where there is %s", (_what, body) => {
    expect(partsOf(bytes(body))).toBeUndefined();
    expect(partTexts(bytes(body), "a")).toEqual([]);
  });

  test("are found by name as texts, of which a file is none", () => {
    const body = multipart([
      ["a", "José"],
      ["b", "2"],
      ["a", "3"],
      ['a"; filename="x', "file"],
    ]);
    expect(partTexts(body, "a")).toEqual(["José", "3"]);
    expect(partTexts(body, "c")).toEqual([]);
  });
});

describe("another content", () => {
  const others = { before: "\u00ff\u00fe\r\n", after: `--${boundary}x` };
  const bodyOf = (...contents: string[]) =>
    multipart([
      ["x", bytes(others.before)],
      ...contents.map((each): [string, string] => ["t", each]),
      ["y", others.after],
    ]);

  test.each([
    ["of one part", ["secret"], ["Olá"]],
    ["of every part of the name", ["secret", "", "another"], ["Olá", "Olá", "Olá"]],
  ])("takes the place %s, and nothing else changes", (_what, before, after) => {
    expect(text(withPartContent(bodyOf(...before), "t", "Olá"))).toBe(text(bodyOf(...after)));
  });

  test("is put before the others where there is no part of that name", () => {
    const added = withPartContent(multipart([["y", "1"]]), 't"x', "Olá");
    expect(text(added)).toBe(
      text(
        multipart([
          ["t%22x", "Olá"],
          ["y", "1"],
        ]),
      ),
    );
    expect(partTexts(added, 't"x')).toEqual(["Olá"]);
  });
});
