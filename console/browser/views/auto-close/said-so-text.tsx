// Who ordered something, and when.
import type { SaidSo } from "../../../../lib/core/said-so.ts";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";

/** Null: an earlier version did not note it. */
export const SaidSoText = ({ saidSo }: { readonly saidSo: SaidSo | null }) => {
  const say = useWords(autoCloseWords);
  if (saidSo === null) return <span class="quiet">{say.nobody}</span>;
  return (
    <>
      <Foreign text={saidSo.by} />, <Time at={saidSo.at} />
    </>
  );
};
