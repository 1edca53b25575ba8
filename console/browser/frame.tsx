// What stands around every view: where one is, the ways to the others, and how the page is to look.
import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { isGone } from "./api/call.ts";
import { Foreign } from "./components/foreign.tsx";
import { Notice } from "./components/notice.tsx";
import { chooseLanguage, language, languages } from "./state/language.ts";
import { account, chooseAccount, place } from "./state/place.ts";
import { theme, themes } from "./state/theme.ts";
import { views } from "./views/views.ts";
import { shellWords } from "./words/shell-words.ts";
import { useWords } from "./words/use-words.ts";

const Place = () => {
  const say = useWords(shellWords);
  const { place: name, isLocal, isStandIn } = place.value ?? {};
  if (name === undefined) return null;
  return (
    <div class={`place ${isLocal ? "local" : "stage"}`}>
      <strong>
        <Foreign text={say.place(name)} />
      </strong>
      {isStandIn && <span>{say.standIn}</span>}
    </div>
  );
};

const Navigation = () => {
  const say = useWords(shellWords);
  const { path } = useLocation();
  const isLocal = place.value?.isLocal ?? false;
  const isHere = (to: string, index: number): boolean =>
    path === to || path.startsWith(`${to}/`) || (path === "/" && index === 0);
  return (
    <nav class="views" aria-label={say.navigation}>
      {views
        .filter(({ localOnly }) => isLocal || !localOnly)
        .map(({ path: to, name }, index) => (
          <a key={to} href={to} aria-current={isHere(to, index) ? "page" : undefined}>
            {say.views[name]}
          </a>
        ))}
    </nav>
  );
};

const Settings = () => {
  const say = useWords(shellWords);
  const accounts = place.value?.accounts ?? [];
  return (
    <div class="settings">
      {accounts.length > 1 && (
        <label>
          <span>{say.account}</span>
          <select value={account.value} onChange={({ currentTarget }) => chooseAccount(currentTarget.value)}>
            {accounts.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <label>
        <span>{say.language}</span>
        <select
          value={language.value}
          onChange={({ currentTarget }) => {
            const chosen = languages.find((each) => each === currentTarget.value);
            if (chosen) chooseLanguage(chosen);
          }}
        >
          {languages.map((each) => (
            <option key={each} value={each} lang={each}>
              {say.languageNames[each]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{say.theme}</span>
        <select
          value={theme.value}
          onChange={({ currentTarget }) => {
            theme.value = themes.find((each) => each === currentTarget.value) ?? "system";
          }}
        >
          {themes.map((each) => (
            <option key={each} value={each}>
              {say.themes[each]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
};

export const Frame = ({ children }: { readonly children: ComponentChildren }) => {
  const say = useWords(shellWords);
  const problem = place.value?.configProblem;
  return (
    <div class="frame">
      <a class="skip" href="#content">
        {say.skip}
      </a>
      <header class="side">
        <div class="brand">
          <img src="/assets/icon.svg" alt="" width="28" height="28" />
          <span>{say.product}</span>
        </div>
        <Place />
        <Navigation />
        <Settings />
      </header>
      <main id="content" tabIndex={-1}>
        {isGone.value && (
          <Notice tone="bad" title={say.gone.title} isNews>
            <p>{say.gone.text}</p>
          </Notice>
        )}
        {problem !== undefined && (
          <Notice tone="warning" title={say.configProblem}>
            {problem.split("\n").map((line) => (
              <p key={line}>
                <Foreign text={line} most={600} />
              </p>
            ))}
            <p>{say.configRemedy}</p>
          </Notice>
        )}
        {children}
      </main>
    </div>
  );
};
