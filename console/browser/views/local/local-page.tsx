// What stands around each part of this machine.
import type { ComponentChildren } from "preact";
import { Notice } from "../../components/notice.tsx";
import { Page } from "../../components/page.tsx";
import { Tabs } from "../../components/tabs.tsx";
import { place } from "../../state/place.ts";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";
import { localWords } from "./local-words.ts";

interface LocalPageProps {
  readonly intro: string;
  /** It plays with the stand-in, which is not there beside another WTS. */
  readonly needsStandIn?: boolean;
  readonly children: ComponentChildren;
}

export const LocalPage = ({ intro, needsStandIn = false, children }: LocalPageProps) => {
  const { tabs, noStandIn } = useWords(localWords);
  const { views } = useWords(shellWords);
  const isPossible = !needsStandIn || place.value?.isStandIn === true;
  return (
    <Page title={views.local} intro={intro}>
      <Tabs
        label={tabs.label}
        tabs={[
          { href: "/local", name: tabs.send },
          { href: "/local/conversations", name: tabs.conversations },
          { href: "/local/world", name: tabs.world },
        ]}
      />
      {isPossible ? children : <Notice title={noStandIn} />}
    </Page>
  );
};
