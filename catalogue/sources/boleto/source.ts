// en: Asaas creates a boleto: nobody closes the conversation before the due date and two business days are over; paid ends that.
// pt: O Asaas cria um boleto: ninguém encerra o atendimento antes do vencimento e de mais dois dias úteis; pago, a espera acaba.
import { defineSource } from "wts-session-hooks";

export const boleto = defineSource({
  // en: Asaas signs nothing: it sends the token that you gave its webhook.
  // pt: O Asaas não assina nada: envia o token que você pôs no webhook dele.
  verify: { scheme: "token", header: "asaas-access-token" },
  deliveryId: "body.id",
  occurredAt: "body.dateCreated",
  filter:
    "body.payment.billingType = 'BOLETO' and body.event in ['PAYMENT_CREATED', 'PAYMENT_UPDATED', 'PAYMENT_RECEIVED', 'PAYMENT_CONFIRMED', 'PAYMENT_DELETED']",
  // en: The key of its API is `lookupSecret` of this source; the sandbox is https://api-sandbox.asaas.com.
  // pt: A chave da API é o `lookupSecret` desta fonte; o ambiente de testes é https://api-sandbox.asaas.com.
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
    // en: What is paid or deleted is held no longer.
    // pt: O que foi pago ou apagado deixa de esperar.
    until:
      "body.event in ['PAYMENT_CREATED', 'PAYMENT_UPDATED'] ? { 'date': body.payment.dueDate, 'plusBusinessDays': 2 } : 'now'",
    reason: "'boleto ' & body.payment.id",
  },
  // en: Asaas counts nothing else as a success, and stops after 15 failures.
  // pt: O Asaas só aceita 200 como sucesso, e para de enviar depois de 15 falhas.
  answer: 200,
});
