// What people type or paste to name a session is told apart by its form, whichever white label it comes from.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readTypedSession } from "../../cli/session/typed-session.ts";

const id = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const other = "0f2a4c5e-1111-4222-8333-444455556666";

describe("a session's id", () => {
  test.each([
    [id],
    [id.toUpperCase()],
    [`  ${id}\n`],
    [`\u200b${id}\u2069`],
    [`https://app.wts.chat/chat2/sessions/${id}`],
    [`https://chat.outra-marca.com.br/#/chat/${id}?tab=notes`],
    [`app.helena.run/chat2/sessions/${id}/`],
    [`https://x.example/open?sessionId%3D${id}%26a=1`],
    [`https://x.example/${other}/sessions/${id}?contact=${other}`],
    [`o atendimento ${id}, por favor`],
  ])("%j", (typed) => expect(readTypedSession(typed)).toEqual({ as: "id", sessionIds: [id] }));

  test("a link with several ids and no name for one leaves all of them", () => {
    expect(readTypedSession(`https://x.example/${other}/${id}`)).toEqual({ as: "id", sessionIds: [other, id] });
  });

  test("that is no UUID stays as it is", () =>
    expect(readTypedSession("sessao-42")).toEqual({ as: "id", sessionIds: ["sessao-42"] }));
});

describe("a protocol number", () => {
  test.each([
    "2026112000012",
    " #2026112000012",
    "protocolo 2026112000012",
    "Protocolo: 20261120-00012",
    "20261120 00012",
  ])("%j", (typed) =>
    expect(readTypedSession(typed)).toEqual({ as: "protocol", number: "2026112000012", day: "2026-11-20" }),
  );

  test.each(["2026133100012", "2026023000012", "+2026112000012", "202611200001", "20261120000123"])(
    "%j has no such day, or not so many digits",
    (typed) => expect(readTypedSession(typed)).toMatchObject({ as: "phone" }),
  );
});

describe("a contact's phone", () => {
  test.each([
    "11980045904",
    "(11) 98004-5904",
    "+55 11 98004-5904",
    "5511980045904",
    "0xx11980045904",
    "5511980045904@c.us",
    "https://wa.me/5511980045904",
    "tel: 11980045904",
  ])("%j", (typed) => expect(readTypedSession(typed)).toEqual({ as: "phone", text: typed }));
});

test.each(["", "  ", "https://app.wts.chat/chat2/sessions", "www.wts.chat", "app.wts.chat/chat"])(
  "%j names no session",
  (typed) => expect(readTypedSession(typed)).toBeUndefined(),
);

test("any text is read without a failure, and a UUID in any link is found", () => {
  fc.assert(
    fc.property(fc.string(), fc.webUrl({ withQueryParameters: true }), fc.uuid(), (text, url, uuid) => {
      readTypedSession(text);
      const base = url.replaceAll(/[0-9a-f-]{30,}/gi, "");
      const read = readTypedSession(`${base.replace(/[?#].*$/, "")}/${uuid}?q=1`);
      expect(read).toMatchObject({ as: "id", sessionIds: expect.arrayContaining([uuid.toLowerCase()]) });
    }),
    { numRuns: 200 },
  );
});
