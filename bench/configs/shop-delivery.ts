// What the shop of the bench's configurations posts: an order that was paid, in some 2 kB, signed as Standard Webhooks have it.
import type { SourceInput } from "wts-session-hooks";

export const shop = { verify: "standard-webhooks", occurredAt: "body.timestamp" } as const satisfies SourceInput;

export const deliveryOf = (serial: number, sessionId: string) => ({
  type: "order.paid",
  timestamp: new Date().toISOString(),
  data: {
    id: String(serial),
    session_id: sessionId,
    value: 350.5,
    items: Array.from({ length: 12 }, (_, index) => ({
      sku: `sku-${serial}-${index}`,
      title: `Camiseta de algodão, tamanho ${index}, azul`,
      price: 29.9,
      quantity: index + 1,
    })),
  },
});
