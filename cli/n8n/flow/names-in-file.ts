// Gives what a workflow names a name that TypeScript takes, and no two the same.

/** Words of the language, and what the written file uses itself. */
const taken: readonly string[] = [
  ..."arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield any async of NaN Infinity".split(
    " ",
  ),
  ..."body headers query commands defineSource Number String Boolean parseInt parseFloat isNaN encodeURIComponent decodeURIComponent JSON Math Array Object RegExp".split(
    " ",
  ),
];

const longestName = 40;

/** "Cód. do pedido" becomes codDoPedido. */
export const camelCase = (text: string, otherwise: string): string => {
  const words = text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const [first = "", ...others] = words.map((word) => (/^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : word));
  const name = [
    first.charAt(0).toLowerCase() + first.slice(1),
    ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ]
    .join("")
    .slice(0, longestName);
  return /^[a-z]/.test(name) ? name : otherwise;
};

export const namesInFile = (reserved: readonly string[] = []): ((text: string) => string) => {
  const used = new Set([...taken, ...reserved]);
  return (text) => {
    const wanted = camelCase(text, "valor");
    const isParameter = /^item\d*$/.test(wanted);
    let name = isParameter ? `${wanted}Valor` : wanted;
    for (let count = 2; used.has(name); count++) name = `${wanted}${count}`;
    used.add(name);
    return name;
  };
};
