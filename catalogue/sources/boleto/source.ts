// Asaas creates a boleto: nobody closes the conversation before the due date and two business days are over; paid ends that.
import { defineSource } from "wts-session-hooks";

export const boleto = defineSource({
  verify: { scheme: "token", header: "asaas-access-token" },
  deliveryId: "body.id",
  occurredAt: "body.dateCreated",
  filter:
    "body.payment.billingType = 'BOLETO' and body.event in ['PAYMENT_CREATED', 'PAYMENT_UPDATED', 'PAYMENT_RECEIVED', 'PAYMENT_CONFIRMED', 'PAYMENT_DELETED']",
  lookup: {
    customer: {
      url: "https://api.asaas.com/v3/customers/{body.payment.customer}",
      headers: { access_token: "{secret}" },
    },
  },
  onNone: "ignore",
  onMany: "newest",
  map: {
    command: "'hold'",
    session: { contactPhone: "lookup.customer.mobilePhone" },
    until:
      "body.event in ['PAYMENT_CREATED', 'PAYMENT_UPDATED'] ? { 'date': body.payment.dueDate, 'plusBusinessDays': 2 } : 'now'",
    reason: "'boleto ' & body.payment.id",
  },
  answer: 200,
});
