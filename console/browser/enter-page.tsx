// What somebody sees who was not let in: that nothing is wrong with it, and where the address is.
import { visit } from "./api/visit.ts";
import { shellWords } from "./words/shell-words.ts";

/** Nothing is known of them yet, not even the language of the configuration: it is said in each. */
export const EnterPage = () => (
  <main class="enter">
    {(["pt-BR", "en"] as const).map((language) => {
      const { enter } = shellWords[language];
      return (
        <section key={language} lang={language}>
          <h1>{enter.title}</h1>
          {visit.value === "used" && <p>{enter.used}</p>}
          <p>{enter.text}</p>
          <p>{enter.how}</p>
        </section>
      );
    })}
  </main>
);
