// The source that a user's folder has at first, with a sample and a test: it can be tried at once, and shows how one is written.
import { crmSender } from "../../catalogue/sources/crm/sender.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { filesOfSource, type WrittenFile } from "../new/written-source.ts";

/** It acts, so that one sees something: nobody but this machine has its secret. */
export const exampleFiles = (language: Language): readonly WrittenFile[] =>
  filesOfSource({ sender: crmSender, name: "crm", identifier: "crm", language, observes: false });
