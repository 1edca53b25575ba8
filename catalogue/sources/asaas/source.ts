// en: Asaas receives a payment: it is noted in the conversation of the customer, whom Asaas names by an id alone.
// pt: O Asaas recebe um pagamento: fica anotado no atendimento do cliente, de quem o Asaas só informa um id.
import { defineSource } from "wts-session-hooks";

export const asaas = defineSource({
  // en: Asaas signs nothing: it sends the token that you gave its webhook.
  // pt: O Asaas não assina nada: envia o token que você pôs no webhook dele.
  verify: { scheme: "token", header: "asaas-access-token" },
  deliveryId: "body.id",
  filter: "body.event = 'PAYMENT_RECEIVED'",
  // en: The key of its API is `lookupSecret` of this source; the sandbox is https://api-sandbox.asaas.com.
  // pt: A chave da API é o `lookupSecret` desta fonte; o ambiente de testes é https://api-sandbox.asaas.com.
  lookup: {
    customer: {
      url: "https://api.asaas.com/v3/customers/{body.payment.customer}",
      headers: { access_token: "{secret}" },
    },
  },
  // en: Most customers have no open conversation; that is nothing to look into.
  // pt: A maioria dos clientes não tem atendimento aberto; não há o que verificar.
  onNone: "ignore",
  onMany: "newest",
  map: {
    session: { contactPhone: "lookup.customer.mobilePhone" },
    metadata: { cobranca: "body.payment.id", pago: "'sim'", pagoEm: "body.payment.paymentDate" },
  },
  // en: Asaas counts nothing else as a success, and stops after 15 failures.
  // pt: O Asaas só aceita 200 como sucesso, e para de enviar depois de 15 falhas.
  answer: 200,
});
