// What the clinic says by machine, as each contact has to read it: hooks.config.ts has the same with placeholders.
import type { Talk } from "./talk.ts";

export const templates = {
  warning: "5f0c8a1e-7d34-4b62-9c0f-2a6b1d9e4c70",
  farewell: "91b7e3d2-4c58-4f0a-8e16-c3d5f7a90b24",
} as const;

export type MachineText = "warning" | "farewell" | "telling";

interface Read {
  kind: MachineText | undefined;
  isTemplate: boolean;
  /** What the contact should have read instead; undefined where it is right. */
  expected?: string | undefined;
}

const expectedOf = ({ patient, owner, department }: Talk): Readonly<Record<MachineText, string>> => ({
  warning: `Olá, ${patient.greeting}! Ainda podemos ajudar? Sem resposta, encerramos em 30 minutos.`,
  farewell:
    department === "Financeiro"
      ? "Encerramos por aqui. Precisando do Financeiro, é só escrever."
      : "Encerramos seu atendimento. Quando precisar, é só escrever!",
  telling: `${owner?.firstName ?? "Nossa equipe"} vai cuidar do seu atendimento.`,
});

const kindOf = (text: string): MachineText | undefined => {
  if (text.includes("Ainda podemos ajudar")) return "warning";
  if (text.includes("Encerramos")) return "farewell";
  return text.includes("vai cuidar do seu atendimento") ? "telling" : undefined;
};

/** Of a request that sends a message. */
export const readMessage = (body: Readonly<Record<string, unknown>>, talk: Talk): Read => {
  const { text, templateId, parameters } = body;
  if (templateId !== undefined) {
    const kind = (["warning", "farewell"] as const).find((each) => templates[each] === templateId);
    const expected = JSON.stringify(kind === "warning" ? { nome: talk.patient.greeting } : {});
    return { kind, isTemplate: true, ...(JSON.stringify(parameters ?? {}) !== expected && { expected }) };
  }
  const kind = kindOf(String(text));
  const expected = kind && expectedOf(talk)[kind];
  return { kind, isTemplate: false, ...(text !== expected && { expected: expected ?? "nothing at all" }) };
};
