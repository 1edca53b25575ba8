// Nuvemshop as its API reference describes "Order": GET /v1/{store_id}/orders/{id}, with `Authentication: bearer` and a user agent of the app.
import type { SenderApi } from "./sender-api.ts";

export const nuvemshopToken = "61181d08b7e328d256736hdcb671c3ce50b8af5";

export const nuvemshopOrder = {
  id: 871254203,
  number: 4711,
  store_id: "1234567",
  status: "open",
  payment_status: "paid",
  shipping_status: "unpacked",
  total: "197.50",
  currency: "BRL",
  contact_name: "Ana Souza",
  contact_phone: "+5511980045904",
  customer: { id: 101, name: "Ana Souza", phone: "+5511980045904" },
};

export const nuvemshopApi: SenderApi = {
  admits: (headers) =>
    headers.authentication === `bearer ${nuvemshopToken}` && /\(.+\)/.test(headers["user-agent"] ?? ""),
  refusal: { status: 401, body: { code: 401, message: "Unauthorized", description: "Invalid access token" } },
  find: (path) =>
    path === `/v1/${nuvemshopOrder.store_id}/orders/${nuvemshopOrder.id}`
      ? { status: 200, body: nuvemshopOrder }
      : { status: 404, body: { code: 404, message: "Not Found", description: "Order with such id does not exist" } },
};
