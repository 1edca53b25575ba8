// An address that no view has.
import { Page } from "../components/page.tsx";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";

export const NotFoundView = () => {
  const say = useWords(shellWords);
  return <Page title={say.notFound}>{null}</Page>;
};
