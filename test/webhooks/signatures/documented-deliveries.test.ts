// Whole deliveries as their senders document them. The signatures were made with openssl and are written down here, so that no code
// of ours says what is right: for example `openssl dgst -sha256 -hmac "<secret>" body.json`.
import { describe, expect, test } from "@jest/globals";
import type { SchemeChoice } from "../../../lib/webhooks/signatures/scheme.ts";
import { schemeFacts } from "../../../lib/webhooks/signatures/scheme-facts.ts";
import { signDelivery } from "../../../lib/webhooks/signatures/sign-delivery.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { deliveryOf } from "./support/delivery-of.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const json = { "content-type": "application/json" };
const address = "https://hooks.example.com/webhooks/source";

interface Documented {
  /** This is the title of the page that says it. */
  readonly page: string;
  readonly scheme: SchemeChoice;
  readonly secret: string;
  readonly url?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** It stands in the delivery: changed, it must not pass. */
  readonly proof: string;
}

const mailgunToken = "5a8f3c0d9e7b41268f0c3d5e7a9b1c2d4e6f8091a3b5c7d9e1f20";
const mailgunProof = "dec70b652241e899f384cf66c5e1fbe9cabfd0ef08ed55040dce9d9af4fee09d";

const documented: readonly Documented[] = [
  {
    page: "Kiwify, Webhooks: como verificar a assinatura",
    scheme: "kiwify",
    secret: "a1b2c3d4e5f",
    url: `${address}?signature=c232d7b1c3b9232696b0914e68fb7bb96f401310`,
    headers: json,
    body: '{"order_id":"4f1b6c1e-6c1b-4d52-9f0e-2b1c9f7c4d10","order_status":"paid","webhook_event_type":"order_approved","Customer":{"full_name":"José Conceição","mobile":"+5511980045904"}}',
    proof: "c232d7b1c3b9232696b0914e68fb7bb96f401310",
  },
  {
    page: "PagBank, Confirmar autenticidade da notificação",
    scheme: "pagbank",
    secret: "A1B2C3D4E5F60718293A4B5C6D7E8F90",
    headers: { ...json, "x-authenticity-token": "96b2bebfe99ca2bd04eccadb963081c1177ba7776981a3a53a1eb9dd9724205f" },
    body: '{"id":"ORDE_8A3C1E2B-0D8F-4F3A-9C1A-5B7D2E4F6A10","reference_id":"pedido-4711","charges":[{"id":"CHAR_1F2E3D4C-5B6A-4798-8899-AABBCCDDEEFF","status":"PAID","amount":{"value":19750,"currency":"BRL"}}]}',
    proof: "96b2bebfe99ca2bd04eccadb963081c1177ba7776981a3a53a1eb9dd9724205f",
  },
  {
    page: "WooCommerce REST API, Webhooks: delivery and payload",
    scheme: "woocommerce",
    secret: "segredo do webhook & da loja",
    headers: {
      ...json,
      "x-wc-webhook-topic": "order.updated",
      "x-wc-webhook-delivery-id": "1f8a2a1c0d9e7b41268f0c3d5e7a9b1c",
      "x-wc-webhook-signature": "j0Oo0XYMJnrC+SIPaEksAvoI/bT+tN0O4f2F3qUtR/w=",
    },
    body: '{"id":727,"number":"727","status":"processing","total":"197.50","billing":{"first_name":"Conceição","phone":"(11) 98004-5904"}}',
    proof: "j0Oo0XYMJnrC+SIPaEksAvoI/bT+tN0O4f2F3qUtR/w=",
  },
  {
    page: "Mailgun, Securing webhooks",
    scheme: "mailgun",
    secret: "key-3ax6xnjp29jd6fds4gc373sgvjxteol0",
    headers: json,
    body: `{"signature":{"timestamp":"1795521600","token":"${mailgunToken}","signature":"${mailgunProof}"},"event-data":{"event":"failed","id":"G9Bn5sl1TC6nu79C8C0bwg","recipient":"ana@cliente.example"}}`,
    proof: mailgunProof,
  },
  {
    page: "Mailgun, Receiving messages via HTTP through a forward() action",
    scheme: "mailgun",
    secret: "key-3ax6xnjp29jd6fds4gc373sgvjxteol0",
    headers: form,
    body: `recipient=suporte%40loja.example&subject=Ol%C3%A1&timestamp=1795521600&token=${mailgunToken}&signature=${mailgunProof}`,
    proof: mailgunProof,
  },
  {
    page: "Bitrix24, Outgoing webhooks: checking the application token",
    scheme: "bitrix24",
    secret: "51856fefc120afa4b628cc82d3935cce",
    headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" },
    body: "event=ONCRMDEALUPDATE&event_handler_id=12&data%5BFIELDS%5D%5BID%5D=662&ts=1795521600&auth%5Bdomain%5D=loja.bitrix24.com.br&auth%5Bmember_id%5D=a223c6b3710f85df22e9377d6c4f7553&auth%5Bapplication_token%5D=51856fefc120afa4b628cc82d3935cce",
    proof: "51856fefc120afa4b628cc82d3935cce",
  },
  {
    page: "Pagar.me v5, Webhooks: autenticação",
    scheme: "pagarme",
    secret: "hooks:uma senha longa",
    headers: { ...json, authorization: "Basic aG9va3M6dW1hIHNlbmhhIGxvbmdh" },
    body: '{"id":"hook_RyEKQO789TRpZjv5","type":"order.paid","created_at":"2026-11-24T12:00:00Z","data":{"id":"or_ZdnB5BBCmYhk534R","status":"paid"}}',
    proof: "aG9va3M6dW1hIHNlbmhhIGxvbmdh",
  },
  {
    page: "Pagar.me v4, Validando um Postback",
    scheme: "pagarme-v4",
    secret: "ak_live_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1",
    headers: { ...form, "x-hub-signature": "sha1=0a5dee5d879d8bf5a78cfebb70f251ab3c8af9c2" },
    body: "id=184220&fingerprint=b6b1c0cf8f0e0a2d6c1c3a4b5e6f708192a3b4c5&event=transaction_status_changed&old_status=processing&desired_status=paid&current_status=paid&object=transaction&transaction%5Bmetadata%5D%5Bpedido%5D=4711",
    proof: "0a5dee5d879d8bf5a78cfebb70f251ab3c8af9c2",
  },
  {
    page: "Bling, Webhooks: validação do hash",
    scheme: "bling",
    secret: "3f8a1c0d2b4e6f708192a3b4c5d6e7f8091a2b3c4d5e6f70",
    headers: {
      ...json,
      "x-bling-signature-256": "sha256=5749880d9bc7e593285f46a76befeb009d2067f92fb80809fef563b7556183f2",
    },
    body: '{"eventId":"01945027-150e-72b4-e7cf-4943a042cd9c","date":"2026-11-24T12:00:00Z","version":"v1","event":"order.created","companyId":"d4475854366a36c86a37e792f9634a51","data":{"id":12345678,"numero":4711,"contato":{"id":789}}}',
    proof: "5749880d9bc7e593285f46a76befeb009d2067f92fb80809fef563b7556183f2",
  },
  {
    page: "Kommo, Webhooks: general (the secret stands in the address)",
    scheme: "kommo",
    secret: "um-segredo-longo-no-fim-do-endereco",
    url: `${address}/um-segredo-longo-no-fim-do-endereco`,
    headers: form,
    body: "leads%5Bstatus%5D%5B0%5D%5Bid%5D=25399013&leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D=142&leads%5Bstatus%5D%5B0%5D%5Bold_status_id%5D=7039101&account%5Bid%5D=29085955&account%5Bsubdomain%5D=loja",
    proof: "um-segredo-longo-no-fim-do-endereco",
  },
  {
    page: "Kommo, Chats API: webhooks",
    scheme: "kommo-chats",
    secret: "1b2c3d4e5f60718293a4b5c6d7e8f9012345678a",
    headers: { ...json, "x-signature": "e706cfad45df4954773f768e911cdcc84ac75f80" },
    body: '{"account_id":"af9945ff-1490-4cad-807d-945c15d88bec","time":1795521600,"message":{"receiver":{"id":"b3d4b2e1-0a4f-4c3e-9a4e-7f5d3c2b1a09","phone":"+5511980045904"},"conversation":{"id":"8e4d4baa-9e6c-4a88-838a-5f62be227bdc"},"message":{"id":"0371a0ff-b78a-4c7b-8538-a7d547e10692","type":"text","text":"Olá"}}}',
    proof: "e706cfad45df4954773f768e911cdcc84ac75f80",
  },
  {
    page: "Eduzz, Webhook: segurança",
    scheme: "eduzz",
    secret: "edzsk_9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    headers: { ...json, "x-signature": "550a1e7407033a923225618865cd5555675e4ce910b76668eeac7f33eeb8c60b" },
    body: '{"id":"z154l2pvk6jltotg0xy86glx","event":"myeduzz.invoice_paid","data":{"id":"99123","buyer":{"name":"Conceição","phone":"11980045904"}},"sentDate":"2026-11-24T12:00:00.000Z"}',
    proof: "550a1e7407033a923225618865cd5555675e4ce910b76668eeac7f33eeb8c60b",
  },
];

const rows = documented.map((each) => [each.page, each] as const);
const sentBy = ({ url = address, headers, body }: Documented) => deliveryOf({ url, headers, body });

/** Another last character of the proof, wherever it stands. */
const damaged = (text: string, proof: string): string =>
  text.replaceAll(proof, (found) => found.slice(0, -2) + (found.at(-2) === "0" ? "1" : "0") + found.slice(-1));

describe.each(rows)("%s", (_page, each) => {
  const { scheme, secret, proof } = each;

  test("is let in with its secret and with no other one", () => {
    expect(verifySignature(scheme, sentBy(each), [secret])).toEqual({ ok: true, secretIndex: 0 });
    expect(verifySignature(scheme, sentBy(each), ["another:secret-of-no-use", secret])).toMatchObject({ ok: true });
    expect(verifySignature(scheme, sentBy(each), ["another:secret-of-no-use"])).toMatchObject({ ok: false });
  });

  test("is refused once its proof is another one", () => {
    const { url = address, headers, body } = each;
    const changed = deliveryOf({
      url: damaged(url, proof),
      headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, damaged(text, proof)])),
      body: damaged(body, proof),
    });
    expect(changed).not.toEqual(sentBy(each));
    expect(verifySignature(scheme, changed, [secret])).toMatchObject({ ok: false });
  });

  test("is signed by us just so", () => {
    const { url, headers, body } = signDelivery(scheme, { ...sentBy(each), url: address }, secret);
    expect(verifySignature(scheme, { ...sentBy(each), url, headers, body }, [secret])).toMatchObject({ ok: true });
    expect(url + JSON.stringify(headers) + Buffer.from(body)).toContain(proof);
  });
});

describe("what a sender signs of a body is all that counts of it", () => {
  const changedBody = (each: Documented) => {
    const added = each.headers["content-type"] === json["content-type"] ? " " : "x=1&";
    return { ...sentBy(each), body: Buffer.from(added + each.body) };
  };
  const signing = ["kiwify", "pagbank", "woocommerce", "pagarme-v4", "bling", "kommo-chats", "eduzz"];

  test.each(rows)("%s", (_page, each) => {
    const isSigned = signing.includes(String(each.scheme));
    expect(schemeFacts(each.scheme).signedParts.body).toBe(isSigned);
    expect(verifySignature(each.scheme, changedBody(each), [each.secret]).ok).toBe(!isSigned);
  });
});

test("each says whether its sender gives a delivery an id", () => {
  const ids = documented.map(({ scheme }) => [scheme, schemeFacts(scheme).deliveryIdAt]);
  expect(Object.fromEntries(ids)).toEqual({
    kiwify: undefined,
    pagbank: undefined,
    woocommerce: { headers: ["x-wc-webhook-delivery-id"], signed: false },
    mailgun: { body: "signature.token", signed: true },
    bitrix24: undefined,
    pagarme: { body: "id", signed: false },
    "pagarme-v4": undefined,
    bling: { body: "eventId", signed: true },
    kommo: undefined,
    "kommo-chats": undefined,
    eduzz: { body: "id", signed: true },
  });
});

test("each reads its sender's deliveries as what they are", () => {
  const formats = Object.fromEntries(documented.map(({ scheme }) => [scheme, schemeFacts(scheme).format]));
  const json = ["kiwify", "pagbank", "woocommerce", "pagarme", "bling", "kommo-chats", "eduzz"];
  const form = ["bitrix24", "pagarme-v4", "kommo"];
  expect(formats).toEqual({
    ...Object.fromEntries(json.map((name) => [name, "json"])),
    ...Object.fromEntries(form.map((name) => [name, "form"])),
    // It sends JSON, forms, and forms of several parts where a message has files.
    mailgun: undefined,
  });
});

describe("Mailgun", () => {
  const [webhook] = documented.filter(({ scheme }) => scheme === "mailgun");
  if (!webhook) throw new Error("Mailgun is among the documented ones");

  test("may send the fields of its form in parts, as it does where a message has files", () => {
    const field = (name: string, text: string) =>
      `--cut\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
    const parts = {
      recipient: "suporte@loja.example",
      timestamp: "1795521600",
      token: mailgunToken,
      signature: mailgunProof,
    };
    const file = `--cut\r\ncontent-disposition: form-data; name="attachment-1"; filename="a.txt"\r\n\r\nx\r\n`;
    const bodyOf = (fields: object) =>
      `${Object.entries(fields)
        .map(([name, text]) => field(name, text))
        .join("")}${file}--cut--\r\n`;
    const headers = { "content-type": "multipart/form-data; boundary=cut" };
    const sent = deliveryOf({ headers, body: bodyOf(parts) });
    expect(verifySignature("mailgun", sent, [webhook.secret])).toEqual({ ok: true, secretIndex: 0 });
    const other = deliveryOf({ headers, body: bodyOf({ ...parts, token: mailgunToken.replace("5", "6") }) });
    expect(verifySignature("mailgun", other, [webhook.secret])).toMatchObject({ ok: false });
  });

  test("may come for the eight hours in which it is repeated, and not after half a day", () => {
    const later = (hours: number) => ({ ...sentBy(webhook), now: new Date(Date.UTC(2026, 10, 24, 12 + hours)) });
    expect(verifySignature("mailgun", later(8), [webhook.secret])).toMatchObject({ ok: true });
    expect(verifySignature("mailgun", later(13), [webhook.secret])).toEqual({ ok: false, reason: "TIMESTAMP_TOO_OLD" });
  });

  test("cannot be given another token by moving a digit of the time into it, or out of it", () => {
    const token = `"token":"${mailgunToken}"`;
    for (const [time, moved] of [
      ["179552160", `"token":"0${mailgunToken}"`],
      [`1795521600${mailgunToken[0]}`, `"token":"${mailgunToken.slice(1)}"`],
    ] as const) {
      const body = webhook.body.replace("1795521600", time).replace(token, moved);
      const { ok } = verifySignature("mailgun", deliveryOf({ headers: json, body }), [webhook.secret]);
      expect(ok).toBe(false);
    }
  });
});

test("a token under a form's name is found in a JSON body, too, which nests it", () => {
  const choice = { scheme: "token", body: "auth[application_token]" };
  const token = "51856fefc120afa4b628cc82d3935cce";
  const bodies = [
    [form, `event=X&auth[application_token]=${token}`],
    [json, JSON.stringify({ auth: { application_token: token } })],
    [json, JSON.stringify({ "auth[application_token]": token })],
  ] as const;
  for (const [headers, body] of bodies)
    expect(verifySignature(choice, deliveryOf({ headers, body }), [token])).toEqual({ ok: true, secretIndex: 0 });
  const twice = deliveryOf({ headers: form, body: `auth[application_token]=${token}&auth[application_token]=x` });
  expect(verifySignature(choice, twice, [token])).toEqual({ ok: false, reason: "SIGNATURE_MISSING" });
  const elsewhere = deliveryOf({ headers: json, body: JSON.stringify({ application_token: token, auth: [token] }) });
  expect(verifySignature(choice, elsewhere, [token])).toEqual({ ok: false, reason: "SIGNATURE_MISSING" });
});
