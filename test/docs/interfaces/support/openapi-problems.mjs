// Asks a validator that others made what is wrong with a document of OpenAPI.
import { Validator } from "@seriousme/openapi-schema-validator";

export const openapiProblems = async (document) => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(document);
  return { version: validator.version, problems: valid ? [] : errors };
};
