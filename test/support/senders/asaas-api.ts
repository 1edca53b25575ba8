// Asaas as its API reference describes "Retrieve a single customer": GET /v3/customers/{id}, with the key in `access_token`.
import type { SenderApi } from "./sender-api.ts";

export const asaasKey = "$aact_test_not_a_real_key_000000000";

export const asaasCustomer = {
  object: "customer",
  id: "cus_000005401844",
  dateCreated: "2026-07-13",
  name: "Ana Souza",
  email: "ana.souza@cliente.example",
  phone: "1130045904",
  mobilePhone: "11980045904",
  deleted: false,
  // Whoever makes the customer may write anything here, such as a session of the stand-in.
  externalReference: "5e551011-0000-4000-8000-000000000001",
};

export const asaasApi: SenderApi = {
  admits: (headers) => headers.access_token === asaasKey,
  refusal: {
    status: 401,
    body: { errors: [{ code: "invalid_access_token", description: "A chave de API fornecida é inválida" }] },
  },
  find: (path) =>
    path === `/v3/customers/${asaasCustomer.id}` ? { status: 200, body: asaasCustomer } : { status: 404 },
};
