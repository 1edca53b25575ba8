// Lists what patients and staff of the clinic say to each other, by department.

export const firstNames = [
  "Adriana",
  "Aline",
  "André",
  "Antônia",
  "Beatriz",
  "Caio",
  "Camila",
  "Cláudia",
  "Diego",
  "Eduarda",
  "Elisa",
  "Felipe",
  "Francisco",
  "Gabriela",
  "Helena",
  "Igor",
  "Isabela",
  "José",
  "Juliana",
  "Larissa",
  "Leandro",
  "Luana",
  "Marcelo",
  "Mateus",
  "Natália",
  "Otávio",
  "Patrícia",
  "Paulo",
  "Rafaela",
  "Renato",
  "Sandra",
  "Sérgio",
  "Tatiane",
  "Thiago",
  "Vanessa",
  "Vinícius",
] as const;

export const lastNames = [
  "Almeida",
  "Araújo",
  "Barbosa",
  "Batista",
  "Campos",
  "Cardoso",
  "Costa",
  "Dias",
  "Ferreira",
  "Freitas",
  "Gomes",
  "Gonçalves",
  "Lopes",
  "Machado",
  "Martins",
  "Moreira",
  "Nascimento",
  "Nunes",
  "Oliveira",
  "Pereira",
  "Pinto",
  "Ramos",
  "Santos",
  "Souza",
] as const;

export const talks = {
  Recepção: [
    [
      "Bom dia, gostaria de marcar uma consulta com a dermatologista",
      "Temos quinta às 14h20 ou sexta às 9h. Qual prefere?",
    ],
    ["Preciso remarcar o meu horário de amanhã", "Sem problema. Qual período fica melhor para você?"],
    ["Vocês atendem no sábado?", "Atendemos sim, das 8h às 12h. Quer que eu veja um horário?"],
    ["Precisa de jejum para o exame de sangue?", "Para este exame são 8 horas de jejum."],
  ],
  Comercial: [
    ["Quanto custa o check-up completo?", "O check-up executivo sai por R$ 890, em até 4 vezes."],
    ["Vocês aceitam o plano da Unimed?", "Aceitamos sim. Pode me enviar uma foto da carteirinha?"],
    ["Vi o anúncio da limpeza de pele, ainda está valendo?", "Está sim, até o fim do mês. Posso reservar para você?"],
  ],
  Financeiro: [
    ["Meu boleto venceu ontem, como faço para pagar?", "Vou gerar uma segunda via sem juros, um momento."],
    ["Preciso da nota fiscal para o reembolso", "Claro, me confirma o CPF do paciente?"],
    ["Fui cobrada duas vezes no cartão", "Sinto muito por isso. Já estou verificando com a operadora."],
  ],
  Suporte: [
    ["Não consigo abrir o resultado do exame no portal", "Pode tentar em outra aba e me dizer qual mensagem aparece?"],
    ["O aplicativo pede uma senha que eu não tenho", "Acabei de enviar um link para criar uma nova senha."],
    ["O link da teleconsulta não abre", "Vou gerar um novo link para você agora."],
  ],
  "Pós-venda": [
    ["Posso tomar sol depois do procedimento?", "Nas primeiras 48 horas é melhor evitar."],
    ["Quando é o meu retorno?", "Seu retorno está marcado para a próxima terça, às 10h."],
    ["Adorei o atendimento de vocês!", "Que bom saber! Podemos usar seu comentário no site?"],
  ],
} as const;

export const contactFollowUps = [
  "Pode ser!",
  "E tem estacionamento?",
  "Ainda estou aguardando um retorno",
  "Certo, vou verificar e já te falo",
  "Alguém pode me ajudar?",
] as const;
export const agentFollowUps = [
  "Posso ajudar em algo mais?",
  "Fico no aguardo da sua confirmação",
  "Prontinho, acabei de enviar",
  "Vou confirmar com o setor e já retorno",
] as const;
export const farewells = [
  "Agradecemos o contato, tenha um ótimo dia!",
  "Qualquer coisa é só chamar. Até mais!",
  "Atendimento concluído, obrigada!",
] as const;

export const botGreeting = "Olá! Sou a assistente virtual da Clínica Boa Vista. Com qual setor deseja falar?";
export const botQueue = "Certo! Já encaminhei você para a equipe, em breve alguém vai responder.";
export const offHoursText = "No momento estamos fora do horário de atendimento. Retornaremos assim que possível.";
export const campaignText = "Olá! Chegou a época da vacina da gripe. Responda SIM para reservar a sua dose.";
export const noteTexts = [
  "Paciente prefere contato à tarde",
  "Aguardando autorização do convênio",
  "Cliente antigo, tratar com prioridade",
] as const;
export const metadataOrigins = ["site", "instagram", "indicação", "google"] as const;
export const insurers = ["Unimed", "Bradesco Saúde", "SulAmérica", "Particular"] as const;
