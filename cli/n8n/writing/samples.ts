// Samples to try a written source with: what somebody pinned in n8n, or else one that is made up of what the mapping reads.
import { isProperties, own, type Properties } from "../../../lib/core/value.ts";
import type { Scope } from "../expressions/value.ts";

/** As n8n's Webhook node shows a delivery, and `explain` and `send` take it. */
export interface Sample {
  readonly isPinned: boolean;
  readonly headers: Properties;
  readonly query: Properties;
  readonly body: unknown;
}

const mostSamples = 6;

/** What lets somebody in is no part of a sample that is kept in a folder. */
const secret = /authorization|cookie|token|secret|signature|password|api-?key|hmac|hottok/i;

const withoutSecrets = (headers: Properties): Properties =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.test(name)));

const asProperties = (value: unknown): Properties => (isProperties(value) ? value : {});

export const pinnedSamples = (items: readonly unknown[]): readonly Sample[] =>
  items.slice(0, mostSamples).flatMap((item) => {
    if (!isProperties(item) || own(item, "body") === undefined) return [];
    const headers = asProperties(own(item, "headers"));
    return [
      {
        isPinned: true,
        headers: withoutSecrets(headers),
        query: asProperties(own(item, "query")),
        body: own(item, "body"),
      },
    ];
  });

type Fixed = string | number | boolean | null;

export interface Reads extends Pick<Scope, "onRead" | "onCompared"> {
  /** What was read, as paths of a delivery. */
  paths(): readonly (readonly string[])[];
  lists(): ReadonlySet<string>;
  /** What each path was compared with, in the order of the flow. */
  compared(): ReadonlyMap<string, readonly Fixed[]>;
}

const mostPaths = 500;

export const noteReads = (): Reads => {
  const paths = new Map<string, readonly string[]>();
  const lists = new Set<string>();
  const compared = new Map<string, Fixed[]>();
  const keyOf = (path: readonly string[]): string => JSON.stringify(path);
  return {
    onRead: (path, as) => {
      if (paths.size < mostPaths && path.length < 30) paths.set(keyOf(path), path);
      if (as === "list") lists.add(keyOf(path));
    },
    onCompared: (path, value) => {
      const key = keyOf(path);
      const values = compared.get(key) ?? [];
      if (!values.includes(value) && values.length < mostSamples) compared.set(key, [...values, value]);
    },
    paths: () => [...paths.values()],
    lists: () => lists,
    compared: () => compared,
  };
};

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const otherId = "7d1f0e63-52c7-4c39-9d0b-3f6d1b7a2e58";

/** Invented persons, numbers of no one, ids of nothing. */
const invented = (name: string): string | number => {
  const rules: readonly (readonly [RegExp, string | number])[] = [
    [/sess(ion|ao)|atendimento|conversa/i, sessionId],
    [/(department|departamento|setor|user|usuario|contact|contato|agent|company)_?id$/i, otherId],
    [/phone|fone|whats|celular|mobile|numero_?contato/i, "+5511987650000"],
    [/mail/i, "ana.souza@example.com"],
    [/name|nome/i, "Ana Souza"],
    [/value|valor|total|amount|price|preco/i, 350],
    [/date|data$|_at$|At$|vencimento/i, "2026-11-30T15:00:00Z"],
    [/status|situacao/i, "COMPLETED"],
    [/(^|_)id$|Id$|code|codigo|order|pedido|number|numero/i, "4711"],
  ];
  return rules.find(([pattern]) => pattern.test(name))?.[1] ?? "exemplo";
};

/** A tree of objects; a step that is a number makes a list. */
const withValue = (tree: unknown, [step = "", ...inner]: readonly string[], value: unknown): unknown => {
  const isIndex = /^\d$/.test(step);
  const before = isProperties(tree) || Array.isArray(tree) ? tree : isIndex ? [] : {};
  const child = Array.isArray(before) ? before[Number(step)] : own(before, step);
  const changed = inner.length === 0 ? value : withValue(child, inner, value);
  if (Array.isArray(before)) {
    if (!isIndex) return before;
    return Object.assign([...before], { [step]: changed });
  }
  return Object.fromEntries([...Object.entries(before), [step, changed]]);
};

const inventedOne = (reads: Reads, chosen: ReadonlyMap<string, Fixed>): Sample => {
  const paths = reads.paths().filter((path) => path.length > 1);
  const isLeaf = (path: readonly string[]): boolean =>
    !paths.some((other) => other.length > path.length && path.every((step, index) => other[index] === step));
  let whole: unknown = { headers: { "content-type": "application/json" }, query: {}, body: {} };
  for (const path of paths.filter(isLeaf)) {
    const key = JSON.stringify(path);
    const value = chosen.has(key) ? chosen.get(key) : invented(path.at(-1) ?? "");
    const isText = path[0] !== "body";
    const filled = reads.lists().has(key) ? [value] : value;
    whole = withValue(whole, path, isText ? String(filled) : filled);
  }
  const { headers, query, body } = whole as { headers: Properties; query: Properties; body: unknown };
  return { isPinned: false, headers, query, body };
};

/** The first passes the comparisons of the flow as far as one value can; each other takes another way. */
export const inventedSamples = (reads: Reads): readonly Sample[] => {
  const first = new Map(
    [...reads.compared()].flatMap(([key, [value]]) => (value === undefined ? [] : [[key, value] as const])),
  );
  const others = [...reads.compared()].flatMap(([key, values]) =>
    values.slice(1).map((value) => new Map<string, Fixed>([...first, [key, value]])),
  );
  return [first, ...others].slice(0, mostSamples).map((chosen) => inventedOne(reads, chosen));
};

/** n8n takes the names of a form apart, and what is mapped has them as they came. */
export const isOfForm = (items: readonly unknown[]): boolean =>
  items.some((item) => {
    const headers = asProperties(own(asProperties(item), "headers"));
    const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
    return /^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(String(type ?? ""));
  });
