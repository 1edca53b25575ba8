import { Page } from "../../components/page.tsx";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";

export const SessionsView = () => {
  const say = useWords(shellWords);
  return <Page title={say.views.sessions}>{null}</Page>;
};
