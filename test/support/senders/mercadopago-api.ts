// Mercado Pago as its API reference describes "Get payment": GET /v1/payments/{id}, with a bearer token.
import type { SenderApi } from "./sender-api.ts";

export const mercadopagoToken = "APP_USR-0000000000000000-test-not-a-real-token";

export const mercadopagoPayment = {
  id: 123456,
  date_approved: "2026-11-20T08:58:00.000-03:00",
  status: "approved",
  status_detail: "accredited",
  transaction_amount: 197.5,
  currency_id: "BRL",
  external_reference: "pedido-4711",
  payer: { email: "ana.souza@cliente.example", phone: { area_code: "11", number: "980045904" } },
};

export const mercadopagoApi: SenderApi = {
  admits: (headers) => headers.authorization === `Bearer ${mercadopagoToken}`,
  refusal: { status: 401, body: { message: "invalid access token", error: "unauthorized", status: 401, cause: [] } },
  find: (path) =>
    path === `/v1/payments/${mercadopagoPayment.id}`
      ? { status: 200, body: mercadopagoPayment }
      : { status: 404, body: { message: "Payment not found", error: "not_found", status: 404, cause: [] } },
};
