// Closing idle sessions: the policies and who let them, what a run would do, what runs did, what came of it, and closed days.
import { useLocation } from "preact-iso";
import { useAnswer } from "../../api/use-answer.ts";
import { AsOf } from "../../components/as-of.tsx";
import { Page } from "../../components/page.tsx";
import { Tabs } from "../../components/tabs.tsx";
import { decoded } from "../../state/decoded.ts";
import { account } from "../../state/place.ts";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";
import { ClosedDaysTab } from "./closed-days-tab.tsx";
import { PoliciesTab } from "./policies-tab.tsx";
import { PreviewTab } from "./preview-tab.tsx";
import { ReportTab } from "./report-tab.tsx";
import { RunPage } from "./run-page.tsx";
import { RunsTab } from "./runs-tab.tsx";

/** Whoever edits hooks.config.ts looks here for what that changes. */
const everyMs = 3_000;

export const AutoCloseView = () => {
  const say = useWords(autoCloseWords);
  const { views } = useWords(shellWords);
  const { path } = useLocation();
  const here = account.value;
  const policies = useAnswer("auto-close/policies", { account: here }, { everyMs, followsConfig: true });
  const [, , part = "", run = ""] = path.split("/");
  return (
    <Page title={views.autoClose} intro={say.intro} actions={part === "" && <AsOf of={policies} />}>
      <Tabs
        label={say.tabsLabel}
        tabs={[
          { href: "/auto-close", name: say.tabs.policies },
          { href: "/auto-close/preview", name: say.tabs.preview },
          { href: "/auto-close/runs", name: say.tabs.runs },
          { href: "/auto-close/report", name: say.tabs.report },
          { href: "/auto-close/closed-days", name: say.tabs.closedDays },
        ]}
      />
      {part === "" && <PoliciesTab account={here} policies={policies} />}
      {part === "preview" && <PreviewTab account={here} policies={policies} />}
      {part === "runs" && (run === "" ? <RunsTab account={here} /> : <RunPage account={here} run={decoded(run)} />)}
      {part === "report" && <ReportTab account={here} />}
      {part === "closed-days" && <ClosedDaysTab account={here} />}
    </Page>
  );
};
