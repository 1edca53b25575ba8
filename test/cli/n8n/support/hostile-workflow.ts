// Workflows that somebody made to do harm: names of prototypes, ends of comments and texts, marks that nobody sees.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts that want to be code.
import fc from "fast-check";

const nasty = [
  "__proto__",
  "constructor",
  "toString",
  "*/ process.exit(1) /*",
  "\n process.exit(1) //",
  "\u2028process.exit(1)",
  "\u202eabc\u202c",
  "`${process.exit(1)}`",
  "${process.exit(1)}",
  '"; process.exit(1); "',
  "'); process.exit(1); ('",
  "\\",
  "\\u0022",
  "</script>",
  "\0",
  "\ud800",
  "commands",
  "body",
  "return",
  "",
];

export const hostileText = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.tuple(fc.constantFrom(...nasty), fc.constantFrom(...nasty)).map((parts) => parts.join("")),
);

const path = fc.array(fc.oneof(fc.constantFrom("a", "b", "id"), hostileText), { minLength: 1, maxLength: 3 });
const quotedPath = path.map((names) => names.map((name) => `[${JSON.stringify(name)}]`).join(""));
const operand = fc.oneof(
  quotedPath.map((text) => `$json.body${text}`),
  hostileText.map((text) => JSON.stringify(text)),
  fc.constantFrom(
    "5",
    "-1",
    "true",
    "null",
    "undefined",
    "[]",
    "{}",
    "/a/g",
    "$json.query.q",
    "$json.headers.h",
    "(1 && 2)",
    "'x'",
    "''",
    "NaN",
    "`t`",
  ),
);
const operators = ["+", "-", "*", "/", "%", "==", "===", "!=", "!==", "<", ">", "<=", ">=", "&&", "||", "??", ","];
const methods = [
  "trim()",
  "toLowerCase()",
  "replace('a', 'b')",
  "slice(1)",
  "includes('x')",
  "isEmpty()",
  "toNumber()",
  "map(x => x.y)",
  "split(',')",
  "at(-1)",
  "length",
  "hash()",
  "x.y",
  "concat(1)",
];

const codeText = fc.letrec<{ code: string }>((tie) => ({
  code: fc.oneof(
    { maxDepth: 3 },
    operand,
    fc
      .tuple(tie("code"), fc.constantFrom(...operators), tie("code"))
      .map(([left, sign, right]) => `(${left}) ${sign} (${right})`),
    fc.tuple(tie("code"), fc.constantFrom(...methods)).map(([of, call]) => `(${of}).${call}`),
    tie("code").map((of) => `!(${of})`),
    tie("code").map((of) => `-(${of})`),
    tie("code").map((of) => `typeof (${of})`),
    tie("code").map((of) => `Number(${of})`),
    tie("code").map((of) => `Math.max(${of}, 'a')`),
    fc.tuple(tie("code"), tie("code"), tie("code")).map(([test, yes, no]) => `(${test}) ? (${yes}) : (${no})`),
    fc.tuple(hostileText, tie("code")).map(([key, of]) => `({ [${JSON.stringify(key)}]: ${of} })`),
    fc.tuple(tie("code"), tie("code")).map(([of, at]) => `(${of})[${at}]`),
    tie("code").map((of) => `[${of}]`),
  ),
})).code;

const parameter = fc.oneof(
  hostileText,
  codeText.map((code) => `={{ ${code} }}`),
  fc.tuple(hostileText, codeText, hostileText).map(([before, code, after]) => `=${before}{{ ${code} }}${after}`),
  hostileText.map((text) => `={{ ${text} }}`),
);

const types = ["string", "number", "boolean", "array", "object", "dateTime", "any"];
const operations = [
  "equals",
  "notEquals",
  "contains",
  "notContains",
  "startsWith",
  "endsWith",
  "regex",
  "notRegex",
  "gt",
  "lte",
  "true",
  "false",
  "empty",
  "notEmpty",
  "exists",
  "notExists",
  "lengthGt",
  "nope",
];

const condition = fc.record({
  leftValue: parameter,
  rightValue: fc.oneof(parameter, fc.integer(), fc.boolean()),
  operator: fc.record({ type: fc.constantFrom(...types), operation: fc.constantFrom(...operations) }),
});

const conditions = fc.record({
  combinator: fc.constantFrom("and", "or"),
  options: fc.record({ caseSensitive: fc.boolean(), typeValidation: fc.constantFrom("strict", "loose") }),
  conditions: fc.array(condition, { maxLength: 3 }),
});

const oldConditions = fc.record({
  string: fc.array(
    fc.record({
      value1: parameter,
      operation: fc.constantFrom("equal", "contains", "isEmpty", "regex", "notEqual", "endsWith"),
      value2: parameter,
    }),
    { maxLength: 2 },
  ),
  number: fc.array(
    fc.record({
      value1: parameter,
      operation: fc.constantFrom("larger", "equal", "isNotEmpty"),
      value2: fc.oneof(parameter, fc.integer()),
    }),
    { maxLength: 2 },
  ),
  boolean: fc.array(fc.record({ value1: parameter, value2: fc.oneof(parameter, fc.boolean()) }), { maxLength: 1 }),
});

const followers = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 2 });

const node = fc.oneof(
  fc.record({
    type: fc.constantFrom("if", "filter"),
    typeVersion: fc.constantFrom(2, 2.2),
    parameters: fc.record({ conditions }),
  }),
  fc.record({
    type: fc.constant("if"),
    typeVersion: fc.constant(1),
    parameters: fc.record({ conditions: oldConditions, combineOperation: fc.constantFrom("all", "any") }),
  }),
  fc.record({
    type: fc.constant("switch"),
    typeVersion: fc.constant(3),
    parameters: fc.record({
      rules: fc.record({ values: fc.array(fc.record({ conditions }), { maxLength: 2 }) }),
      options: fc.record({ fallbackOutput: fc.constantFrom("extra", "none", 1), allMatchingOutputs: fc.boolean() }),
    }),
  }),
  fc.record({
    type: fc.constant("switch"),
    typeVersion: fc.constant(3),
    parameters: fc.record({ mode: fc.constant("expression"), numberOutputs: fc.constant(2), output: parameter }),
  }),
  fc.record({
    type: fc.constant("set"),
    typeVersion: fc.constantFrom(3.4, 3.3),
    parameters: fc.record({
      assignments: fc.record({
        assignments: fc.array(
          fc.record({
            name: hostileText,
            value: parameter,
            type: fc.constantFrom("string", "number", "boolean", "object", "array"),
          }),
          { maxLength: 3 },
        ),
      }),
      includeOtherFields: fc.boolean(),
    }),
  }),
  fc.record({
    type: fc.constant("set"),
    typeVersion: fc.constant(3.4),
    parameters: fc.record({
      mode: fc.constant("raw"),
      jsonOutput: fc.oneof(
        parameter,
        fc
          .tuple(hostileText, codeText)
          .map(([key, code]) => `={ ${JSON.stringify(key)}: "{{ ${code} }}", "n": {{ ${code} }} }`),
      ),
    }),
  }),
  fc.record({
    type: fc.constant("wtsChat"),
    typeVersion: fc.constant(1),
    parameters: fc.record({
      resource: fc.constant("session"),
      operation: fc.oneof(
        fc.constantFrom(
          "updateStatusSession",
          "concludeSession",
          "sendTextBySessionid",
          "getSessionById",
          "getAllSessions",
        ),
        hostileText,
      ),
      sessionId: parameter,
      status: parameter,
      textMessage: parameter,
      contactId: parameter,
      reactivateOnNewMessage: fc.oneof(fc.boolean(), parameter),
    }),
  }),
  fc.record({
    type: fc.constant("wtsChat"),
    typeVersion: fc.constant(1),
    parameters: fc.record({
      resource: fc.constant("session"),
      operation: fc.constant("updateSession"),
      sessionId: parameter,
      fieldsUpdate: fc.array(fc.oneof(fc.constantFrom("Status", "Number", "Metadata", "EndAt"), hostileText), {
        maxLength: 3,
      }),
      statusUpdateSessionOption: parameter,
      number: parameter,
      endAt: parameter,
      metadataUpdateSession: fc.record({
        metadata: fc.array(fc.record({ key: fc.oneof(hostileText, parameter), value: parameter }), { maxLength: 2 }),
      }),
    }),
  }),
  fc.record({
    type: fc.constant("httpRequest"),
    typeVersion: fc.constant(4.2),
    parameters: fc.record({
      method: fc.constantFrom("PUT", "POST"),
      url: fc.oneof(
        parameter,
        codeText.map((code) => `=https://api.wts.chat/chat/v1/session/{{ ${code} }}/message`),
        hostileText.map((text) => `https://api.wts.chat/chat/v1/session/1/${text}`),
      ),
      sendBody: fc.constant(true),
      specifyBody: fc.constant("json"),
      jsonBody: fc.oneof(
        parameter,
        codeText.map((code) => `={"text": {{ ${code} }}}`),
      ),
    }),
  }),
  fc.record({ type: hostileText, typeVersion: fc.constant(1), parameters: fc.object({ maxDepth: 1 }) }),
);

export const hostileWorkflow = fc
  .record({
    name: hostileText,
    path: hostileText,
    authentication: fc.constantFrom("none", "headerAuth", "basicAuth"),
    nodes: fc.array(fc.tuple(hostileText, node, followers, followers), { minLength: 1, maxLength: 6 }),
    pinned: fc.option(
      fc.record({
        headers: fc.dictionary(hostileText, hostileText),
        query: fc.dictionary(hostileText, hostileText),
        body: fc.jsonValue(),
      }),
    ),
  })
  .map(({ name, path: webhookPath, authentication, nodes, pinned }) => {
    const names = nodes.map(([given], index) => `${given}${index}`);
    const to = (list: readonly number[]) =>
      list.flatMap((at) => (names[at] === undefined ? [] : [{ node: names[at] }]));
    return {
      name,
      nodes: [
        {
          name: "Webhook",
          type: "n8n-nodes-base.webhook",
          typeVersion: 2,
          parameters: { path: webhookPath, httpMethod: "POST", authentication },
        },
        ...nodes.map(([, given], index) => ({
          ...given,
          name: names[index],
          type: `n8n-nodes-base.${given.type}`,
          position: [0, index],
        })),
      ],
      connections: Object.fromEntries([
        ["Webhook", { main: [[{ node: names[0] }]] }],
        ...nodes.map(([, , first, second], index) => [names[index], { main: [to(first), to(second)] }]),
      ]),
      pinData: pinned ? { Webhook: [pinned] } : {},
    };
  });
