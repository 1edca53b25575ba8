// What stands around each part of routing.
import type { ComponentChildren } from "preact";
import { Page } from "../../components/page.tsx";
import { Tabs } from "../../components/tabs.tsx";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";
import { routingWords } from "./routing-words.ts";

interface RoutingPageProps {
  readonly intro: string;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export const RoutingPage = ({ intro, actions, children }: RoutingPageProps) => {
  const { tabs } = useWords(routingWords);
  const { views } = useWords(shellWords);
  return (
    <Page title={views.routing} intro={intro} actions={actions}>
      <Tabs
        label={tabs.label}
        tabs={[
          { href: "/routing", name: tabs.people },
          { href: "/routing/explain", name: tabs.explain },
          { href: "/routing/moves", name: tabs.moves },
        ]}
      />
      {children}
    </Page>
  );
};
