// Describes the clinic that everybody sees when nothing else was asked for. Two people share a name on purpose.

export const departmentData = [
  { name: "Recepção", description: "Agendamentos e primeiras dúvidas", isDefault: true },
  { name: "Comercial", description: "Orçamentos, convênios e novos pacientes", isDefault: false },
  { name: "Financeiro", description: "Boletos, notas fiscais e reembolsos", isDefault: false },
  { name: "Suporte", description: "Portal do paciente, exames e aplicativo", isDefault: false },
  { name: "Pós-venda", description: "Retornos e satisfação", isDefault: false },
] as const;

export const agentData = [
  { name: "Ana Paula Ribeiro", email: "ana.ribeiro", departments: ["Recepção"], isSupervisor: true, isOwner: true },
  { name: "Bruno Carvalho", email: "bruno.carvalho", departments: ["Recepção"] },
  { name: "João Silva", email: "joao.silva", departments: ["Comercial"] },
  { name: "Carla Mendes", email: "carla.mendes", departments: ["Comercial", "Pós-venda"] },
  { name: "Daniel Rocha", email: "daniel.rocha", departments: ["Financeiro"], isSupervisor: true },
  { name: "Fernanda Lima", email: "fernanda.lima", departments: ["Financeiro"], isAway: true },
  { name: "João Silva", email: "joao.silva.suporte", departments: ["Suporte"] },
  { name: "Gustavo Teixeira", email: "gustavo.teixeira", departments: ["Suporte"], isSupervisor: true },
  { name: "Marina Duarte", email: "marina.duarte", departments: ["Pós-venda"] },
] as const;

export const emailDomain = "clinicaboavista.example";

export const channelData = [
  {
    type: "CLOUDAPI_WHATSAPP",
    name: "Clínica Boa Vista",
    number: "551133334400",
    platform: "WHATSAPP",
    provider: "CLOUDAPI",
  },
  {
    type: "ZAPI_WHATSAPP",
    name: "Boa Vista Unidade Jardim",
    number: "551133334411",
    platform: "WHATSAPP",
    provider: "ZAPI",
  },
  { type: "INSTAGRAM", name: "@clinicaboavista", number: "clinicaboavista", platform: "INSTAGRAM", provider: "META" },
] as const;

export const tagNames = ["Particular", "Convênio", "Retorno", "VIP", "Inadimplente"] as const;
