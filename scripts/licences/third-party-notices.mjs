// Writes what the licences of bundled packages ask to go with every copy: who made them, and their terms, each text once.

const head = `What is packaged here contains, in part and made smaller, these packages of others.
Where a package comes without the text of its licence, its maker is named.
`;

const rule = `\n${"-".repeat(80)}\n\n`;

const madeBy = ({ name, author }) =>
  `${name}: ${author === undefined ? "see its page in the npm registry" : `by ${author}`}`;

export const thirdPartyNotices = (packages) => {
  const list = packages.map(({ name, version, licence }) => `${name} ${version}: ${licence ?? "no licence named"}`);
  const makers = packages.filter(({ texts }) => texts.length === 0).map(madeBy);
  const namesOf = new Map();
  for (const { name, texts } of packages)
    for (const text of texts) namesOf.set(text, [...(namesOf.get(text) ?? []), name]);
  const texts = [...namesOf].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`);
  return [`${head}\n${list.join("\n")}\n`, `${makers.join("\n")}\n`, ...texts].join(rule);
};
