// A session named by its contact or by metadata: exactly one way, understood or refused, with what is to be done about none and several.
import { describe, expect, test } from "@jest/globals";
import { parseSessionReference, type SessionReference } from "../../../lib/core/command/session-reference.ts";
import { collectIssues } from "../../../lib/core/issue.ts";
import { phoneReader } from "../../../lib/core/phone/phone-reader.ts";
import { problems } from "../support/parse.ts";

const contactId = "c0a1b2c3-1111-4222-8333-444455556666";

const readPhone = phoneReader({ phoneCountry: "BR", phoneCountries: [] });
const parse = (input: Record<string, unknown>) => {
  const { issues, report } = collectIssues();
  const reference = parseSessionReference(input, readPhone, report);
  return { reference, problems: problems(issues) };
};
const accepted = (input: Record<string, unknown>): SessionReference => {
  const { reference, problems } = parse(input);
  expect(problems).toEqual([]);
  if (!reference || "namesNobody" in reference) throw new Error("no reference and no problem");
  return reference;
};
const nobody = (input: Record<string, unknown>): string => {
  const { reference, problems } = parse({ onNone: "ignore", ...input });
  expect(problems).toEqual([]);
  if (!reference || !("namesNobody" in reference)) throw new Error("somebody is named");
  return reference.namesNobody;
};
const refused = (input: Record<string, unknown>): string[] => parse(input).problems;

describe("a contact's id", () => {
  test("finds the session, in any letter case", () => {
    expect(accepted({ session: { contactId: ` ${contactId.toUpperCase()} ` } }).locator).toEqual({ contactId });
  });

  test.each([["7"], [7], [null], [""], [`${contactId}0`], ["../x"]])("is refused as %j", (value) => {
    expect(refused({ session: { contactId: value } })).toEqual(["session.contactId TYPE_INVALID"]);
  });
});

describe("a contact's phone number", () => {
  test.each([
    ["5511987654321", "5511987654321"],
    ["+55 (11) 98765-4321", "5511987654321"],
    [" (11) 98765-4321 ", "5511987654321"],
    [11987654321, "5511987654321"],
    ["551187654321", "551187654321"],
    ["123456789012345", "123456789012345"],
  ])("%j is kept as its digits, country code first", (given, digits) => {
    expect(accepted({ session: { contactPhone: given } }).locator).toEqual({ contactPhone: digits });
  });

  test.each([
    ["1234567"],
    ["1234567890123456"],
    ["5511 9876x4321"],
    ["+55+11987654321"],
    ["5511987654321@lid"],
    ["(+) -- ."],
    [""],
    [null],
    [{}],
  ])("is refused as %j", (value) => {
    expect(refused({ session: { contactPhone: value } })).toEqual(["session.contactPhone TYPE_INVALID"]);
  });
});

describe("metadata values", () => {
  test("find the session that has all of them", () => {
    const metadata = { pedido: "0042", loja: "Centro" };
    expect(accepted({ session: { metadata } }).locator).toEqual({ metadata });
  });

  test.each([
    [{}],
    [null],
    [[]],
    [[{ key: "pedido", value: "1" }]],
    ["pedido=1"],
    [{ pedido: "" }],
    [{ pedido: 42 }],
    [{ pedido: null }],
    [{ "  ": "1" }],
    [{ pedido: "1", loja: "" }],
  ])("are refused as %j", (value) => {
    expect(refused({ session: { metadata: value } })).toEqual(["session.metadata TYPE_INVALID"]);
  });

  test("are refused as a text of blanks, which no sender means", () => {
    expect(refused({ session: { metadata: { pedido: "  " } } })).toEqual(["session.metadata TYPE_INVALID"]);
  });
});

test("metadata values and keys are compared in one spelling, without spaces around them", () => {
  const metadata = { "situac\u0327a\u0303o ": " Jose\u0301\u00a0" };
  expect(accepted({ session: { metadata } }).locator).toEqual({ metadata: { "situa\u00e7\u00e3o": "Jos\u00e9" } });
});

describe("what narrows a reference down", () => {
  const within = { contactId, channel: "Vendas", department: "Comercial", closedWithinDays: 30 };

  test("is kept beside the way in which the session is named", () => {
    expect(accepted({ session: within }).locator).toEqual(within);
  });

  test.each([
    [" CLOUDAPI_WHATSAPP ", "CLOUDAPI_WHATSAPP"],
    [contactId.toUpperCase(), contactId],
    ["+55 (11) 4000-1234", "551140001234"],
    ["Loja Sa\u0303o Paulo", "Loja S\u00e3o Paulo"],
  ])("may be a channel's type, id, number or name: %j", (channel, kept) => {
    expect(accepted({ session: { contactId, channel } }).locator).toEqual({ contactId, channel: kept });
  });

  test.each([
    ["channel", ""],
    ["channel", null],
    ["channel", 7],
    ["channel", "x".repeat(201)],
    ["department", " "],
    ["department", ["Vendas"]],
    ["closedWithinDays", 0],
    ["closedWithinDays", 91],
    ["closedWithinDays", 1.5],
    ["closedWithinDays", "30"],
    ["closedWithinDays", null],
  ])("is refused as %s: %.20j", (name, value) => {
    expect(refused({ session: { contactId, [name]: value } })).toEqual([`session.${name} TYPE_INVALID`]);
  });

  test("names no session by itself", () => {
    expect(refused({ session: { channel: "Vendas" } })).toEqual(["session TYPE_INVALID"]);
  });
});

describe("a session that is named by nothing, as where a mapping found nothing,", () => {
  test.each([
    [{ contactPhone: null }],
    [{ contactPhone: "" }],
    [{ contactPhone: " \u200b" }],
    [{ contactPhone: [] }],
    [{ contactPhone: undefined }],
    [{ contactId: null }],
    [{ contactId: "" }],
    [{ metadata: null }],
    [{ metadata: {} }],
    [{ metadata: { pedido: null } }],
    [{ metadata: { pedido: "7", loja: "" } }],
    [{ contactPhone: null, channel: "Vendas" }],
    [{ channel: "Vendas" }],
    [{}],
    [null],
  ])("names nobody where none is to be ignored: %j", (session) => {
    expect(nobody({ session })).toMatch(/onNone is ignore$/);
    expect(refused({ session, onNone: "reject" })).not.toEqual([]);
    expect(refused({ session })).not.toEqual([]);
  });

  test.each([
    [{ contactFone: "5511987654321" }],
    [{ contactPhone: null, contactFone: "1" }],
    [{ contactPhone: "ramal 7" }],
    [{ contactId: "7" }],
    ["x"],
    [7],
    [undefined],
  ])("is a mistake all the same when it is misspelt: %j", (session) => {
    expect(refused({ session, onNone: "ignore" })).not.toEqual([]);
  });
});

describe("the session", () => {
  test("is named in exactly one way", () => {
    const both = { contactId, contactPhone: "5511987654321" };
    expect(refused({ session: both })).toEqual(["session TYPE_INVALID"]);
    expect(refused({ session: { contactId, metadata: { a: "1" } } })).toEqual(["session TYPE_INVALID"]);
    expect(refused({ session: { contactId, contactPhone: null } })).toEqual(["session TYPE_INVALID"]);
    expect(refused({ session: {} })).toEqual(["session TYPE_INVALID"]);
    expect(accepted({ session: { contactId, contactPhone: undefined } }).locator).toEqual({ contactId });
  });

  test.each([[undefined], [null], ["x"], [7], [[]], [[{ contactId }]], [new Date(0)]])(
    "is refused as %j",
    (session) => {
      expect(refused({ session })).toEqual(["session TYPE_INVALID"]);
    },
  );

  test("with a misspelt way names the misspelling", () => {
    expect(refused({ session: { contactID: contactId } })).toEqual([
      "session.contactID PROPERTY_UNKNOWN",
      "session TYPE_INVALID",
    ]);
    expect(refused({ session: { contactId, phone: "5511987654321" } })).toEqual(["session.phone PROPERTY_UNKNOWN"]);
  });

  test("is not read from what every object has", () => {
    const inherited = Object.create({ contactId });
    expect(refused({ session: inherited })).toEqual(["session TYPE_INVALID"]);
    expect(refused(Object.assign(Object.create({ session: { contactId } }), {}))).toEqual(["session TYPE_INVALID"]);
  });
});

describe("none and several", () => {
  test("are refused unless said otherwise", () => {
    expect(accepted({ session: { contactId } })).toMatchObject({ onNone: "reject", onMany: "reject" });
  });

  test.each([["reject"], ["ignore"]])("none may be: %s", (onNone) => {
    expect(accepted({ session: { contactId }, onNone })).toMatchObject({ onNone });
  });

  test.each([["reject"], ["newest"], ["all"]])("several may be: %s", (onMany) => {
    expect(accepted({ session: { contactId }, onMany })).toMatchObject({ onMany });
  });

  test.each([["all"], ["Ignore"], [""], [null], [true], [["ignore"]]])("none is refused as %j", (onNone) => {
    expect(refused({ session: { contactId }, onNone })).toEqual(["onNone TYPE_INVALID"]);
  });

  test.each([["ignore"], ["NEWEST"], ["first"], [null], [1]])("several is refused as %j", (onMany) => {
    expect(refused({ session: { contactId }, onMany })).toEqual(["onMany TYPE_INVALID"]);
  });

  test("are refused together with everything else that is wrong", () => {
    expect(refused({ session: { contactPhone: "1" }, onNone: "x", onMany: "y" })).toEqual([
      "session.contactPhone TYPE_INVALID",
      "onNone TYPE_INVALID",
      "onMany TYPE_INVALID",
    ]);
  });
});

test("a reference says nothing of the phone number or metadata it refuses", () => {
  const { issues, report } = collectIssues();
  parseSessionReference({ session: { contactPhone: "5511 98765 4321 ramal 7" } }, readPhone, report);
  parseSessionReference({ session: { metadata: { cpf: ["123.456.789-00"] } } }, readPhone, report);
  expect(issues).toHaveLength(2);
  expect(JSON.stringify(issues)).not.toMatch(/98765|789/);
});
