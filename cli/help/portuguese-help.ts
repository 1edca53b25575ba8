// What --help says of commands, arguments and options, in Portuguese, by the English sentence that stands beside the command. A test lists what is missing here and what nobody says any more.

export const portugueseHelp: Readonly<Record<string, string>> = {
  // The commands, in the order of the list.
  "Looks after the functions: what became of deliveries, what is parked, the kill switch.":
    "Cuida das funções: o que foi feito de cada entrega, o que ficou retido, como parar tudo.",
  "look at your own WTS account with a key, read-only: who waits, what would be closed, who would get them":
    "olha a sua própria conta do WTS com uma chave, só lendo: quem espera, o que seria encerrado, para quem iriam",
  "make a folder of your own: configuration, one source, secrets, scripts":
    "cria uma pasta só sua: configuração, uma fonte, segredos, scripts",
  "whether anything is paused, waits or is parked, and what happened in the last hour and day":
    "se há algo pausado, esperando ou retido, e o que aconteceu na última hora e no último dia",
  "what happened in each of the last minutes, and how much of the rate is taken":
    "o que aconteceu em cada um dos últimos minutos, e quanto da taxa está em uso",
  "what is wrong here or at a stage, and what to do about it; --probe: what WTS leaves undocumented":
    "o que está errado aqui ou num ambiente, e o que fazer; --probe: o que o WTS não documenta",
  "what came in, and what became of it: list, show, replay":
    "o que chegou e o que foi feito disso: list (listar), show (mostrar), replay (reprocessar)",
  "the commands of one day, the newest first": "os comandos de um dia, os mais novos primeiro",
  "what became of one command, or of one delivery": "o que foi feito de um comando, ou de uma entrega",
  "do a webhook's delivery again, with the mapping that is deployed":
    "reprocessa a entrega de um webhook, com o mapeamento que está implantado",
  "what was done with one session, when, by whom and why":
    "o que foi feito com um atendimento, quando, por quem e por quê",
  "keep it from being closed and moved by the clock until a time":
    "deixa o atendimento em espera: até a hora marcada, nada o encerra nem transfere sozinho",
  "end its hold": "tira o atendimento da espera",
  "which sessions were acted on, are due, held or wait for something of ours":
    "em quais atendimentos algo foi feito, e quais estão com o prazo vencido, em espera ou aguardando algo nosso",
  "close it": "encerra o atendimento",
  "have it moved, by a policy or to whom is named": "transfere o atendimento, por uma regra ou para quem você disser",
  "sessions that are held: list": "atendimentos em espera: list (listar)",
  "which sessions are held, until when, why, and who said so":
    "quais atendimentos estão em espera, até quando, por quê e por ordem de quem",
  "what could not be applied: list, show, replay, discard":
    "o que não pôde ser aplicado e ficou retido: list, show, replay (reprocessar), discard (descartar)",
  "the parked messages, the newest first": "o que está retido, o mais novo primeiro",
  "everything about one message": "tudo sobre uma mensagem retida",
  "do it again, and remove it from the queue": "reprocessa, e tira da fila dos retidos",
  "take it away without doing it": "descarta sem fazer nada",
  "stop applying an account's queued commands": "para de aplicar os comandos da fila de uma conta",
  "go on applying them": "volta a aplicar",
  "post a sample to a webhook source, signed as its sender would":
    "envia uma amostra a uma fonte de webhook, assinada como o remetente assinaria",
  "what a delivery would become, step by step, without doing it":
    "o que uma entrega viraria, passo a passo, sem fazer nada",
  "write a worked source or policy into your folder": "escreve na sua pasta uma fonte ou uma regra pronta",
  "write a worked source of a sender, with a sample and a test":
    "escreve a fonte pronta de um remetente, com uma amostra e um teste",
  "write a worked policy, with a test of whom it is about":
    "escreve uma regra pronta, com um teste de quais atendimentos ela pega",
  "closing idle sessions: try it, run it, what it did: policies, runs, report, confirm, pause, resume, continue":
    "encerramento automático: simular, executar, ver o que fez: policies (regras), runs (execuções), report (balanço), confirm (liberar), pause, resume, continue",
  "each policy: whether it acts, who confirmed or paused it, what changed since, and the next run":
    "cada regra: se age, quem confirmou ou pausou, o que mudou desde então, e a próxima execução",
  "let a new or changed policy act, after its dry run": "libera uma regra nova ou mudada, depois da simulação dela",
  "pause one policy": "pausa uma regra",
  "resume one policy": "a regra volta a valer",
  "let a run go on that was about to close far more than usual":
    "deixa seguir uma execução que a trava parou, por ir encerrar muito mais que o normal",
  "what became of what the policies did, and of the moves, in the last days":
    "no que deu o que as regras fizeram, e as transferências, nos últimos dias",
  "what the runs did: list (default), show, undo":
    "o que as execuções fizeram: list (é o padrão), show, undo (desfazer)",
  "every session of one run, what became of it, and why":
    "cada atendimento de uma execução, o que foi feito dele e por quê",
  "open again what one run closed, where nobody has touched it since":
    "desfaz: reabre o que uma execução encerrou, onde ninguém mexeu depois",
  "days on which nobody answers, whatever the hours say: add, list, remove":
    "dias em que ninguém atende, seja qual for o horário: add (fechar), list, remove (reabrir)",
  "close a day, or a part of one": "fecha um dia, ou parte dele",
  "which days are closed, why, and who said so": "que dias estão fechados, por quê e por ordem de quem",
  "open a day again": "reabre um dia",
  "what is kept of a person: find, erase, receipts":
    "o que há guardado de uma pessoa: find (procurar), erase (apagar), receipts (comprovantes)",
  "what is kept of a contact, by its phone number": "o que há guardado de um cliente, pelo telefone",
  "erase it, with a receipt": "apaga, com comprovante",
  "what was erased, when and by whom; not of whom": "o que foi apagado, quando e por quem; não de quem",
  "who is told of alerts and outcomes: list, test": "quem recebe alertas e resultados: list, test (testar)",
  "who is told of what, and whether the access secret has an address for it":
    "quem recebe o quê, e se o segredo de acesso tem o endereço",
  "send a test message": "envia uma mensagem de teste",
  "where the routing policies would send a session, and why to nobody else":
    "para onde as regras de distribuição mandariam um atendimento, e por que não para outra pessoa",
  "departments, their people, who is available, how many open sessions each has, and who gives to them":
    "departamentos, as pessoas de cada um, quem está disponível, quantos atendimentos abertos tem e que regras entregam",
  "the last moves, each with why it was made and who was passed over":
    "as últimas transferências, cada uma com o motivo e quem ficou de fora",
  "also whether somebody had answered after it, as far as runs of auto-close have seen":
    "também se alguém respondeu depois, até onde as execuções do encerramento automático viram",
  "only this one, by name or id": "só este, pelo nome ou id",
  "play with what `npm start` runs: conversations, messages, people, clock, faults":
    "brinca com o que o `npm start` roda: conversas, mensagens, pessoas, relógio, falhas",
  "the local conversations: who has them, who waits, and for how long":
    "as conversas locais: com quem estão, quem espera e há quanto tempo",
  "send a message in a local conversation, as the contact or as the team's side":
    "envia uma mensagem numa conversa local, como o cliente ou como a equipe",
  "who is there in the local world; have one go away, or come back":
    "quem está atendendo aqui; faz uma pessoa sair, ou voltar",
  "what time it is for functions and stand-in; move it ahead":
    "que horas são para as funções e o WTS local; adianta o relógio",
  "have WTS or a part of AWS fail here; what is made to fail now":
    "faz o WTS ou uma parte da AWS falhar aqui; o que está falhando agora",
  "what is not known of WTS, and which way the stand-in is in it":
    "o que não se sabe do WTS, e como o WTS local se comporta nisso",
  "which calls of WTS were made here, and what was answered": "que chamadas ao WTS foram feitas aqui, e as respostas",
  "what the functions printed here": "o que as funções escreveram no log aqui",
  "have an edit of the configuration count, without a new start":
    "faz valer o que você mudou na configuração, sem parar nada",
  "everything here as just after `npm start`": "tudo aqui volta a ser como logo depois do `npm start`",
  "a page in which one sees and decides all of it, on this machine":
    "uma página em que se vê e se decide tudo isso, nesta máquina",
  "where it answers (default: any free one)": "a porta em que responde (se não disser: qualquer uma livre)",
  "which stack, accounts and person the page is about": "de que ambiente, contas e pessoa a página trata",
  "which version this is, and what runs here or is deployed": "que versão é esta, e o que roda aqui ou está implantado",
  "whom WTS tells of its events: subscribe, subscriptions, unsubscribe":
    "a quem o WTS avisa do que acontece: subscribe (assinar), subscriptions (assinaturas), unsubscribe (cancelar)",
  "have WTS tell a source of its events": "faz o WTS avisar uma fonte do que acontece",
  "whom WTS tells of what in an account, and which of them are ours":
    "a quem o WTS avisa de quê numa conta, e quais assinaturas são nossas",
  "take a subscription away at WTS: ours, or the one that is named":
    "cancela uma assinatura no WTS: a nossa, ou a que for indicada",
  "from credentials of AWS to a stage that works, step by step":
    "das credenciais da AWS a um ambiente que funciona, passo a passo",
  "take a stage away, and say what stays and why": "remove um ambiente, e diz o que fica e por quê",
  "leave n8n: a node that calls us, or a workflow as a source":
    "sair do n8n: um nó que nos chama, ou um fluxo que vira fonte",
  "print the node that replaces the WTS node, for n8n's clipboard":
    "mostra o nó que substitui o nó do WTS, para colar no n8n",
  "write sources that do what a workflow of n8n does": "escreve fontes que fazem o que um fluxo do n8n faz",

  // The arguments and options, by the commands that have them.
  "a deployed stage; without it, the stack that runs here": "um ambiente implantado; sem isso, o que roda aqui",
  "of the stage (default: sa-east-1)": "região do ambiente (padrão: sa-east-1)",
  "print JSON and nothing else": "mostra só JSON",
  "the API host of your white label (default: wts.baseUrl of hooks.config.ts)":
    "o host da API da sua white label (padrão: wts.baseUrl do hooks.config.ts)",
  "the policy closes after so many days": "a regra encerra depois de tantos dias",
  "at most so many rows in a table": "no máximo tantas linhas em cada tabela",
  "of comments and texts (default: that of your machine)": "dos comentários e textos (padrão: o da sua máquina)",
  "where, such as ../my-company (default: the folder you are in)":
    "onde, como ../minha-empresa (padrão: a pasta em que você está)",
  "ask WTS Chat whether the API key of each account works, and for sessions too":
    "pergunta ao WTS Chat se a chave de API de cada conta funciona, também para atendimentos",
  "only this one (default: all)": "só esta (padrão: todas)",
  "only this one of the accounts secret": "só esta, do segredo de contas",
  "find out on one session what WTS leaves undocumented":
    "descobre, num atendimento de teste, o que o WTS não documenta",
  "with --probe: the throw-away session": "com --probe: o atendimento de teste",
  "with --probe: only say which calls it would make": "com --probe: só diz que chamadas faria",
  "with --probe, what cannot be taken back: note, message, two-messages, classification":
    "com --probe, o que não dá para desfazer: note (nota), message (mensagem), two-messages (duas), classification (classificação)",
  "with --probe: begin without being asked; only what --allow names is written for good":
    "com --probe: começa sem perguntar; só o que --allow cita fica gravado de vez",
  "YYYY-MM-DD in UTC (default: today)": "AAAA-MM-DD em UTC (padrão: hoje)",
  "at most so many": "no máximo tantos",
  "where to look for it: YYYY-MM-DD in UTC (default: today; for a whole command id, the last 14 days)":
    "em que dia procurar: AAAA-MM-DD em UTC (padrão: hoje; para um id inteiro, os últimos 14 dias)",
  "a command id, the beginning of one of that day, or the sender's delivery id":
    "o id de um comando, o começo do id de um daquele dia, ou o id da entrega no remetente",
  "where to look for it, as in `show`": "em que dia procurar, como em `show`",
  "only show what it would do": "só mostra o que faria",
  "do not ask": "não pergunta",
  "with codes, ids, and the correlation id of each chain": "com códigos, ids e o id de correlação de cada sequência",
  "of the accounts secret (default: the one of hooks.config.ts)":
    "uma conta do segredo de contas (padrão: a do hooks.config.ts)",
  "its id, a link to it, its protocol number, or its contact's phone":
    "o id, um link, o número de protocolo, ou o telefone do cliente",
  "such as 'amanhã 09:00', 'segunda 9h', '30/11 14:00' or '2 dias úteis'":
    "como 'amanhã 09:00', 'segunda 9h', '30/11 14:00' ou '2 dias úteis'",
  "instead of an id: the open session of this contact": "em vez do id: o atendimento aberto deste cliente",
  "the team reads it in the note": "a equipe lê isto na nota interna",
  "show until when it would be, and write nothing": "mostra até quando seria, sem gravar nada",
  "the session's id, in any letter case": "o id do atendimento, em maiúsculas ou minúsculas",
  "show what holds it, and write nothing": "mostra a espera que ele tem, sem gravar nada",
  "show what would become of it, and write nothing": "mostra como ele ficaria, sem gravar nada",
  "do it only if the session still is so, as the dry run has it":
    "só faz se o atendimento ainda estiver assim, como o --dry-run mostrou",
  "the contact gets it before the close": "o cliente recebe isto antes do encerramento",
  "by name or id": "por nome ou id",
  "by name, e-mail or id": "por nome, e-mail ou id",
  "the policy that decides": "a regra que decide",
  "of what is said (default: `language` of hooks.config.ts)":
    "a língua do que é dito (padrão: o `language` do hooks.config.ts)",
  "only those that are in the list for this": "só os que estão na lista por isto",
  "at most so many calls of WTS; 0: our own table alone": "no máximo tantas chamadas ao WTS; 0: só a nossa tabela",
  "show the texts of notes and messages, and phone numbers": "mostra os textos de notas e mensagens, e telefones",
  "a message id, a command id, or the beginning of one": "o id de uma mensagem ou de um comando, ou o começo dele",
  "message ids, command ids, or the beginnings of some": "ids de mensagens ou de comandos, ou o começo deles",
  "instead of ids: all that were parked for this reason": "em vez de ids: tudo o que ficou retido por este motivo",
  "only show what would go": "só mostra o que sairia",
  "every message, the oldest first": "todas as mensagens, as mais antigas primeiro",
  "with --all: only those parked for this reason": "com --all: só as retidas por este motivo",
  "why, for whoever looks for it later: at most 200 characters":
    "por quê, para quem procurar depois: no máximo 200 caracteres",
  "what to send (default: a sample of events/receive-webhook/)": "o que enviar (padrão: uma amostra da fonte)",
  'a header that comes with it, such as "content-type: text/xml; charset=iso-8859-1"; may be given several times':
    'um cabeçalho que vem junto, como "content-type: text/xml; charset=iso-8859-1"; pode ser repetido',
  "the address of the HTTP API, where hooks.config.ts has no publicUrl":
    "o endereço da API HTTP, se o hooks.config.ts não tem publicUrl",
  "its name in hooks.config.ts": "o nome dela no hooks.config.ts",
  "whose it is, where the file does not say": "de que fonte é, se o arquivo não diz",
  "sign it now, as its sender would: samples have no signature":
    "assina agora, como o remetente assinaria: amostras vêm sem assinatura",
  "when it came (default: now): signatures are out of date after five minutes":
    "quando chegou (padrão: agora): assinaturas valem cinco minutos",
  "instead of a file: a delivery that was parked, by its id in `parked list`":
    "em vez de um arquivo: uma entrega retida, pelo id em `parked list`",
  "what the sender's API answers, as JSON by the names of the source's `lookup`":
    "o que a API do remetente responde, em JSON, pelos nomes do `lookup` da fonte",
  "ask the sender's API, where the source has a `lookup`": "pergunta à API do remetente, se a fonte tem `lookup`",
  "look up at WTS with an API key, which is asked for and kept nowhere: at most 30 reads":
    "procura no WTS com uma chave de API, que é pedida na hora e não fica guardada: no máximo 30 leituras",
  "which sources there are, and which samples of each": "que fontes existem, e as amostras de cada uma",
  "another sample, as --list names it": "outra amostra, pelo nome que --list mostra",
  "the body itself; with --file or --sample, in place of that one's":
    "o corpo em si; com --file ou --sample, no lugar do corpo dessa amostra",
  "with --dry-run: show texts and phone numbers": "com --dry-run: mostra textos e telefones",
  "the body itself; with a file, in place of that one's": "o corpo em si; com um arquivo, no lugar do corpo dele",
  "instead of a file: one of which something was refused, as `deliveries show`":
    "em vez de um arquivo: uma entrega da qual algo foi recusado, como em `deliveries show`",
  "only those about this session": "só as deste atendimento",
  "only lines with this id, code or name in them": "só as linhas com este id, código ou nome",
  "show texts and phone numbers": "mostra textos e telefones",
  "an API Gateway event, what n8n's Webhook node shows, or the bare body of a delivery":
    "um evento do API Gateway, o que o nó Webhook do n8n mostra, ou só o corpo de uma entrega",
  "of the source: its file, its place in hooks.config.ts and in the address (default: the sender's)":
    "nome da fonte: do arquivo, no hooks.config.ts e no endereço (padrão: o do remetente)",
  "show the senders there are": "mostra os remetentes que existem",
  "of the comments (default: `language` of hooks.config.ts)": "dos comentários (padrão: `language` do hooks.config.ts)",
  "such as hotmart, asaas, stripe; --list shows all": "como hotmart, asaas, stripe; --list mostra todos",
  "of the policy: its file, and its name in records (default: its kind)":
    "nome da regra: do arquivo e nos registros (padrão: o tipo)",
  "show the kinds there are": "mostra os tipos que existem",
  "such as close-idle, route-new; --list shows all": "como close-idle, route-new; --list mostra todos",
  "say what would happen and why, and write nothing": "simulação: diz o que aconteceria e por quê, sem gravar nada",
  "the one that `policies` or a dry run has shown; refused where it is another by now":
    "o que `policies` ou uma simulação mostrou; recusa se a regra já é outra",
  "say what would be confirmed, and in what it is another one than before; write nothing":
    "diz o que seria confirmado e o que mudou desde a última vez, sem gravar nada",
  "say what it would do then, and write nothing": "diz o que ela faria então, sem gravar nada",
  "say where it stopped, and write nothing": "diz onde ela parou, sem gravar nada",
  "say what it would be, and write nothing": "diz como ficaria, sem gravar nada",
  "say what it would do, and write nothing": "diz o que faria, sem gravar nada",
  "the one policy that may act": "só esta regra pode agir",
  "measure idleness as of then; in the future only with --dry-run":
    "conta o tempo parado até esta hora; no futuro, só com --dry-run",
  "with --dry-run: at most so many sessions": "com --dry-run: no máximo tantos atendimentos",
  "with --dry-run: only this session, and why it stays": "com --dry-run: só este atendimento, e por que ele fica",
  "so many days back": "tantos dias para trás",
  "only this policy of auto-close, and no moves": "só esta regra de encerramento, sem transferências",
  "its id, or the beginning of it": "o id, ou o começo dele",
  "say what would be opened again and what not, and why; write nothing":
    "diz o que seria reaberto e o que não, e por quê; não grava nada",
  "closed from then on (default: the day's beginning)": "fechado a partir desta hora (padrão: o começo do dia)",
  "closed until then (default: the day's end)": "fechado até esta hora (padrão: o fim do dia)",
  "only for sessions in this department, by name or id (default: all)":
    "só para atendimentos deste departamento, pelo nome ou id (padrão: todos)",
  "who looks later reads it": "o motivo, para quem olhar depois",
  "as 2026-11-20 or 20/11/2026": "como 20/11/2026 ou 2026-11-20",
  "also those that are over, which go on counting as closed":
    "também os que já passaram, que seguem contando como fechados",
  "the whole name, if nobody else has it: also what has only that goes":
    "o nome completo, se mais ninguém o tem: vai também o que só tem o nome",
  "in any notation": "escrito de qualquer jeito",
  "only say what would be erased": "só diz o que seria apagado",
  "go on where it was cut off, as it said then": "continua de onde parou, como foi dito na hora",
  "a name of `notify` in hooks.config.ts": "um nome de `notify` no hooks.config.ts",
  "print the decision; the only thing this command does": "mostra a decisão; é só o que este comando faz",
  "the decision for one trigger only": "só a decisão para um gatilho",
  "as if it were requested by this policy": "como se esta regra fosse pedida",
  "as if it were requested for this department, by name or id":
    "como se fosse pedido para este departamento, pelo nome ou id",
  "as if it were requested for this person, by name, e-mail or id":
    "como se fosse pedido para esta pessoa, por nome, e-mail ou id",
  "in this status (default: all that are open)": "nesta situação (padrão: todos os abertos)",
  "of the secrets file (default: the one of hooks.config.ts)":
    "uma conta do arquivo de segredos (padrão: a do hooks.config.ts)",
  "who says it": "quem fala",
  "with --as agent: who answers, and has the session from then on (default: who has it)":
    "com --as agent: quem responde e fica com o atendimento (padrão: quem está com ele)",
  "somebody new, of that name or number, begins a conversation":
    "uma pessoa nova, com esse nome ou número, começa uma conversa",
  "with --new: it waits in this queue, by name or id": "com --new: espera na fila deste departamento, pelo nome ou id",
  "a session's id or the beginning of it, or a contact's name or number":
    "o id de um atendimento ou o começo dele, ou o nome ou número do cliente",
  "what is said": "o texto da mensagem",
  "an agent's name, e-mail or user id": "nome, e-mail ou id de um atendente",
  "away or back": "away (ausente) ou back (de volta)",
  "in steps of such as 30min, with what is due in each of them":
    "em passos, como 30min, rodando em cada um o que está na hora",
  "+3h, '2026-12-01 09:00', 'amanhã 09:00' or now": "+3h, '2026-12-01 09:00', 'amanhã 09:00' ou agora",
  "so many calls (default: until it is switched off)": "tantas chamadas (padrão: até desligar)",
  "this share of the calls, such as 0.2 (default: all)": "esta parte das chamadas, como 0.2 (padrão: todas)",
  "how slow (default: 3)": "quantos segundos de lentidão (padrão: 3)",
  "only calls of WTS whose path has this in it": "só chamadas do WTS que têm isto no caminho",
  "what fails, or off for all of them": "o que falha, ou off para nada mais falhar",
  "for wts a status, or hang, reset, lost, slow; for AWS also fail; off":
    "para o wts um código HTTP, ou hang, reset, lost, slow; para a AWS também fail; off desliga",
  "one of them": "uma delas",
  "the way it is to be": "como deve ser",
  "of hooks.config.ts (default: the only one that publishes events of WTS)":
    "uma fonte do hooks.config.ts (padrão: a única que publica os eventos do WTS)",
  "the HTTP API as WTS reaches it (default: publicUrl, or the stack's own address)":
    "a API HTTP como o WTS a alcança (padrão: publicUrl, ou o endereço da própria stack)",
  "show what would be done, and write nothing": "mostra o que seria feito, sem gravar nada",
  "of a subscription, or its beginning (default: all that lead here)":
    "o id de uma assinatura, ou o começo dele (padrão: todas as que apontam para cá)",
  "who gets the alarms": "quem recebe os alarmes",
  "who gets the first token of the HTTP API": "quem recebe o primeiro token da API HTTP",
  "put that token into a file of its own, instead of showing it once":
    "grava esse token num arquivo à parte, em vez de mostrá-lo uma vez",
  "ask for the keys of WTS again, although there are some": "pede de novo as chaves do WTS, mesmo já havendo",
  "so long a new address may take until it answers": "quanto um endereço novo pode demorar para responder",
  "print the policy that a deployment needs, and do nothing else":
    "mostra só a política de permissões da AWS que a implantação exige",
  "also what holds something: table, queues, secrets": "também o que guarda dados: tabela, filas, segredos",
  "say what would go and what would stay, and do nothing": "diz o que sairia e o que ficaria, sem fazer nada",
  "what the WTS node does": "o que o nó do WTS faz",
  "the address of the HTTP API, where it is not the stack that runs here":
    "o endereço da API HTTP, se não é a que roda aqui",
  "whose token n8n shows, by its name in the access secret":
    "de qual cliente é o token do n8n, pelo nome no segredo de acesso",
  "of comments and messages (default: that of hooks.config.ts)":
    "dos comentários e mensagens (padrão: o do hooks.config.ts)",
  "of the source (default: from the webhook's path)": "nome da fonte (padrão: tirado do caminho do webhook)",
  "write over files that are there": "escreve por cima de arquivos que já existem",
  "of what is said (default: `language` of hooks.config.ts, or that of your machine)":
    "do que é dito (padrão: `language` do hooks.config.ts, ou o idioma da sua máquina)",
  "the workflow as n8n exports it": "o fluxo, como o n8n o exporta",
  "display help for command": "mostra esta ajuda",
};

const headings: readonly (readonly [string, string])[] = [
  ["Usage:", "Uso:"],
  ["Arguments:", "Argumentos:"],
  ["Options:", "Opções:"],
  ["Global Options:", "Opções gerais:"],
  ["Commands:", "Comandos:"],
  // The groups of commands.
  ["Begin:", "Começar:"],
  ["Look:", "Olhar:"],
  ["Act:", "Agir:"],
  ["Set up:", "Implantar:"],
  ["On this machine:", "Nesta máquina:"],
];

export const portugueseHeadings: ReadonlyMap<string, string> = new Map(headings);
