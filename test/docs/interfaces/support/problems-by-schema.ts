// Validates by schemas as they stand in the documents, with a validator that others made.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

const newAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
  // The types of the package are those of a module of CommonJS.
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv;
};

const problemsIn = (validate: ValidateFunction, value: unknown): readonly string[] =>
  validate(value)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );

/** Answers what is wrong; throws for what is no schema. */
export const problemsBy = (schema: object): ((value: unknown) => readonly string[]) => {
  const validate = newAjv().compile(schema);
  return (value) => problemsIn(validate, value);
};

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Of a whole document of OpenAPI, by a JSON pointer into it. */
export const problemsByApi = (document: ApiDocument) => {
  const ajv = newAjv();
  ajv.addVocabulary(["openapi", "info", "jsonSchemaDialect", "servers", "security", "paths", "components"]);
  ajv.addSchema({ $id: "api", ...document });
  const known = new Map<string, ValidateFunction>();
  return (pointer: string, value: unknown): readonly string[] => {
    const validate = known.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    known.set(pointer, validate);
    return problemsIn(validate, value);
  };
};
