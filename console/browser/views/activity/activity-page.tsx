// What stands around each part of activity.
import type { ComponentChildren } from "preact";
import { Page } from "../../components/page.tsx";
import { Tabs } from "../../components/tabs.tsx";
import { place } from "../../state/place.ts";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";
import { activityWords } from "./activity-words.ts";

interface ActivityPageProps {
  readonly intro: string;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export const ActivityPage = ({ intro, actions, children }: ActivityPageProps) => {
  const { tabs } = useWords(activityWords);
  const { views } = useWords(shellWords);
  return (
    <Page title={views.activity} intro={intro} actions={actions}>
      <Tabs
        label={tabs.label}
        tabs={[
          { href: "/activity", name: tabs.commands },
          // On a stage the log is CloudWatch's, and nobody else sees the calls.
          ...(place.value?.isLocal
            ? [
                { href: "/activity/log", name: tabs.log },
                { href: "/activity/calls", name: tabs.calls },
              ]
            : []),
          { href: "/activity/health", name: tabs.health },
        ]}
      />
      {children}
    </Page>
  );
};
