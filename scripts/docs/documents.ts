// Which documents there are: every page at the root and below docs/.
import { readdirSync, readFileSync } from "node:fs";

export const projectRoot = new URL("../../", import.meta.url);

export interface Page {
  /** It begins at the root of the project and has slashes. */
  readonly path: string;
  readonly text: string;
}

const isPage = (file: string): boolean => file.endsWith(".md");

export const readPage = (path: string): Page => ({ path, text: readFileSync(new URL(path, projectRoot), "utf8") });

export const readPages = (): readonly Page[] => {
  const atRoot = readdirSync(projectRoot).filter(isPage);
  const below = readdirSync(new URL("docs", projectRoot), { recursive: true, encoding: "utf8" }).filter(isPage);
  return [...atRoot, ...below.map((file) => `docs/${file.replaceAll("\\", "/")}`)].toSorted().map(readPage);
};
