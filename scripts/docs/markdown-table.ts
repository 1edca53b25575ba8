// Tables and anchors as Markdown writes them; every cell is Markdown already.

export const code = (text: string): string => `\`${text}\``;

/** A bar would begin the next cell. */
const cell = (text: string): string => text.replaceAll(/\n/g, " ").replaceAll(/(?<!\\)\|/g, "\\|");

export const markdownTable = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(header), `|${header.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
};

/** Of a heading, as GitHub makes it. */
export const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
