// The .gitignore of a user's folder, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

const made = ["node_modules/", ".node/", "dist/", ".serverless/", ".local/", "serverless.yml", "*.log"].join("\n");

export const ignoredText: Readonly<Record<Language, string>> = {
  en: `# Real keys and tokens stand there; secrets.example.json shows its form.
secrets.json
# Made anew by every build.
${made}
`,
  "pt-BR": `# Ali ficam chaves e tokens de verdade; o secrets.example.json mostra o formato.
secrets.json
# Refeitos a cada build.
${made}
`,
};
