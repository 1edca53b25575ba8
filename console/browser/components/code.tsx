// A code as programs know it, such as SESSION_NOT_FOUND: where there is no room, it breaks between its words, and not within one.
import { Foreign } from "./foreign.tsx";

const ours = /^[A-Za-z][A-Za-z_]{0,59}$/;

export const Code = ({ text }: { readonly text: string }) => {
  if (!ours.test(text)) return <Foreign text={text} most={60} />;
  return (
    <code class="code">
      {text.split(/(?<=_)/).map((word, index) => (
        <>
          {index > 0 && <wbr />}
          {word}
        </>
      ))}
    </code>
  );
};
