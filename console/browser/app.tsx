// The page: who was not let in sees how to be, everybody else the views with what stands around them.
import { useEffect } from "preact/hooks";
import { LocationProvider, Route, Router } from "preact-iso";
import { watchChanges } from "./api/changes.ts";
import { useAnswer } from "./api/use-answer.ts";
import { visit } from "./api/visit.ts";
import { CommandFailure } from "./components/command-failure.tsx";
import { clockOffsetMs } from "./components/time.tsx";
import { EnterPage } from "./enter-page.tsx";
import { Frame } from "./frame.tsx";
import { browserLanguage } from "./state/language.ts";
import { place } from "./state/place.ts";
import { ViewBoundary } from "./view-boundary.tsx";
import { NotFoundView } from "./views/not-found-view.tsx";
import { views } from "./views/views.ts";

const Views = () => (
  <Router>
    {[
      <Route key="start" path="/" component={views[0].component} />,
      ...views.flatMap(({ path, component }) => [
        <Route key={path} path={path} component={component} />,
        <Route key={`${path}/*`} path={`${path}/*`} component={component} />,
      ]),
      <Route key="other" default component={NotFoundView} />,
    ]}
  </Router>
);

const Inside = () => {
  const standing = useAnswer("place", {}, { everyMs: 5_000, followsConfig: true });
  useEffect(() => {
    void watchChanges();
  }, []);
  useEffect(() => {
    if (!standing.answer) return;
    const { configProblem } = standing.answer;
    // While the configuration cannot be read, nobody is moved to another account, zone or language.
    place.value =
      configProblem === undefined
        ? standing.answer
        : { ...(place.value ?? { ...standing.answer, language: browserLanguage }), configProblem };
    clockOffsetMs.value = standing.answer.clockOffsetMs;
  }, [standing.answer]);
  return (
    <LocationProvider>
      <Frame>
        {place.value ? (
          <ViewBoundary>
            <Views />
          </ViewBoundary>
        ) : (
          standing.error && <CommandFailure error={standing.error} />
        )}
      </Frame>
    </LocationProvider>
  );
};

export const App = () => (visit.value === "in" ? <Inside /> : <EnterPage />);
