// Describes what may be said about telling the contact who takes over.
import * as z from "zod/mini";
import { contactTextProblem } from "../../core/texts/placeholders.ts";
import { longestText } from "../../core/texts/template.ts";
import { isBlankText } from "../../core/value.ts";

const expected = 'must be true, false, or a text such as "{atendente|Nossa equipe} vai te atender"';

const text = z.string(expected).check(
  z.refine((value) => !isBlankText(value), "must not be blank"),
  z.refine((value) => value.length <= longestText, `must have at most ${longestText} characters, as WhatsApp allows`),
  z.refine((value) => contactTextProblem(value) === undefined, {
    error: ({ input }) => contactTextProblem(String(input)) ?? "",
  }),
);

export const tellContactShape = z.union([z.boolean(expected), text], expected);
