// The words and signs of courtesy in Brazilian conversations, as data; courtesy-text.ts compares a whole text with them.

/** What a part of a text says. Parts of `company` go with the others, and say nothing of courtesy by themselves. */
export type CourtesyKind = "thanks" | "assent" | "refusal" | "company";

const phrases: Readonly<Record<CourtesyKind, string>> = {
  /** Thanks and goodbyes: whatever we said before, nobody is to answer them. */
  thanks: `
    obrigado, obrigada, obrigados, obrigadas, obrigadao, obrigadinho, obrigadinha, brigado, brigada, brigadao, brigadinha,
    obg, obgd, obgda, obgdo, brigadu, bgd, bgda, valeu, vlw, vlww, vlu, grato, grata, gratos, gratidao,
    agradeco, agradecido, agradecida, agradecemos, te agradeco, lhe agradeco, eu agradeco, eu que agradeco, nos que agradecemos,
    thanks, thank you, tks, thx, tnks, gracias,
    tchau, tchauzinho, ate logo, ate mais, ate breve, ate amanha, ate a proxima, falou, flw,
    abraco, abracos, abs, um abraco, grande abraco, beijo, beijos, bjo, bjos, bjs, um beijo,
    deus abencoe, deus te abencoe, deus lhe abencoe, deus vos abencoe, deus abencoe voce, deus abencoe voces, fica com deus, fique com deus, fiquem com deus,
    de nada, imagina, disponha, igualmente, pra voce tambem, para voce tambem, pra vc tambem, pra vcs tambem, para voces tambem
  `,
  /** To an open question of ours these are answers: "Posso confirmar?" – "ok". */
  assent: `
    ok, okay, okey, oks, okz, oki, okey dokey, k, ta, ta ok, ta bom, ta bem, ta certo, ta joia, ta otimo, ta legal, esta bem, esta bom, esta certo,
    tah, ta bao, blz, bele, beleza, belezinha, certo, certinho, certissimo, combinado, combinadissimo, fechado, entendi, entendido,
    compreendi, compreendido, ciente, estou ciente, anotado, perfeito, perfeita, perfeitamente, otimo, otima, excelente, maravilha, maravilhoso, maravilhosa,
    show, show de bola, legal, bacana, joia, top, topzera, massa, bom demais, boa, que bom, muito bom, sensacional, tranquilo, suave, de boa, tmj, tamo junto, fechou, amem,
    parabens, amei, adorei, gostei, gostei muito
  `,
  /** Only where we asked whether there is anything else. */
  refusal: `
    nao, n, nn, naum, nao precisa, nao precisa mais, nao por enquanto, por enquanto nao, por enquanto e so, por enquanto so isso, no momento nao, nada mais, mais nada, nao mais nada,
    so isso, so isso mesmo, e so isso, e so, era so isso, era so, era isso, e isso, e isso mesmo, era so isso mesmo, so, nada, nenhuma, nenhum, nenhuma duvida,
    sem duvidas, sem duvida nenhuma, pode encerrar, pode encerrar sim, pode finalizar, pode fechar
  `,
  company: `
    muito, muitissimo, mt, mto, mtoo, demais, mesmo, viu, ne, ai, entao, e, desde ja, mais uma vez, novamente, por tudo, por ora,
    pela atencao, pela atencao e ajuda, por sua atencao, pela sua atencao, atencao dispensada, pela ajuda, pela sua ajuda, por sua ajuda, por ajudar, por me ajudar,
    pelo atendimento, pelo otimo atendimento, pelo excelente atendimento, otimo atendimento, excelente atendimento, pelo seu atendimento, pelo retorno, pelo seu retorno, pelo contato,
    pela resposta, pela rapidez, pela agilidade, pela paciencia, pela sua paciencia, pela gentileza, pela compreensao, pelo carinho, pelo cuidado, pelo apoio, pelo suporte,
    pela informacao, pelas informacoes, pelo esclarecimento, pelos esclarecimentos, pela orientacao, pelas orientacoes, pela forca, pela dica, pelas dicas, pela preferencia, pela parceria,
    de coracao, de verdade, com certeza, a voce, a voces, a vc, a vcs, a todos, a todas, pra voce, pra voces, para voce, para voces, pra vc, pra vcs, por voce, voce, voces, vc, vcs,
    querida, querido, amigo, amiga, moca, moco, meu bem, flor, linda, lindo, meu amigo, minha amiga, minha querida, meu querido, senhor, senhora, sr, sra, doutor, doutora, dr, dra, gente, pessoal, equipe, time, a equipe,
    bom dia, boa tarde, boa noite, bom fim de semana, otimo fim de semana, bom final de semana, otimo final de semana, bom fds, bom feriado, boa semana, otima semana, boa semana pra voces,
    um bom dia, uma boa tarde, uma boa noite, um otimo dia, otimo dia, otima tarde, otima noite, uma otima tarde, uma otima noite, tenha um bom dia, tenha um otimo dia, tenha uma boa tarde, tenha uma boa noite, bom trabalho, bom descanso, tambem
  `,
};

/** Of a grade that we asked for. */
export const gradeCompany =
  "nota, a nota, nota e, minha nota, minha nota e, dou, dou nota, eu dou, estrelas, estrela, pontos";

const kinds = Object.keys(phrases) as CourtesyKind[];

export const listedIn = (text: string): string[] => text.split(",").map((phrase) => phrase.trim());

export const courtesyPhrases: readonly (readonly [phrase: string, kind: CourtesyKind])[] = kinds.flatMap((kind) =>
  listedIn(phrases[kind]).map((phrase) => [phrase, kind] as const),
);

export const gradeWords = ["zero", "um", "dois", "tres", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez"];

/** Signs that only please. One that asks, refuses, complains or names a thing is none of these, and neither is one that we do not know. */
export const courtesySigns: ReadonlySet<string> = new Set([
  ..."👍👌👏🙌🙏🤝✌🤞🤙👊🤜🤛💪🫶🫡🤟🤘🫰🤗🫂🙇",
  ..."❤🧡💛💚💙💜🖤🤍🤎🩷🩵🩶💕💞💓💗💖💘💝❣💟♥💋🔥",
  ..."😀😃😄😁😆😅😂🤣😊😇🙂🙃😉😌😍🥰😘😗😙😚😋😛😜😝🤩🥳😎😺😸😹😻😽☺🤭😏",
  ..."🎉🎊🎈🎁🏆🥇🌹🌷🌸🌺🌻🌼💐🪷🍀🌞☀🌈⭐🌟✨💫🕊👼",
  ..."🆗💯🔝🚀",
]);

/** They go with the others: a hand that waves is a greeting as well, and a tick says that something was done. */
export const signsOfCompany: ReadonlySet<string> = new Set("👋✅☑✔");
