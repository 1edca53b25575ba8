// Writes what people are told in the form of Slack's and Google Chat's webhooks, and for any other receiver as Standard Webhooks has it.
import { createHmac } from "node:crypto";
import type { Notice } from "./notice-texts.ts";
import type { Kind } from "./notify-config.ts";

export interface Message {
  headers: Readonly<Record<string, string>>;
  body: string;
}

interface Sent {
  /** The same for a message that is sent again. */
  id: string;
  atMs: number;
  notice: Notice;
  /** What programs read of it. */
  data: object;
  type: string;
  /** `whsec_…`; only a webhook has one. */
  secret?: string | undefined;
}

const json = { "content-type": "application/json; charset=utf-8" };

/** In both chats these three would begin a mention or a link. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Slack takes no more in a text of a block. */
const mostCharacters = 2_900;

const linesOf = ({ items, more }: Notice, bold: (text: string) => string): string[] => [
  ...items.map(({ what, about, command }) =>
    [
      bold(escaped(what)),
      ...(about === "" ? [] : [escaped(about)]),
      ...(command === undefined ? [] : [`\`${command}\``]),
    ].join("\n"),
  ),
  ...(more === undefined ? [] : [more]),
];

const slack = ({ notice }: Sent): object => ({
  text: escaped(notice.title),
  blocks: [
    { type: "header", text: { type: "plain_text", text: notice.title.slice(0, 150) } },
    ...linesOf(notice, (text) => `*${text}*`).map((text) => ({
      type: "section",
      // Slack makes links and mentions of plain words unless it is told not to.
      text: { type: "mrkdwn", text: text.slice(0, mostCharacters), verbatim: true },
    })),
  ],
});

const googleChat = ({ notice }: Sent): object => ({
  text: [`*${escaped(notice.title)}*`, ...linesOf(notice, (text) => `*${text}*`)].join("\n\n"),
});

const webhook = ({ type, atMs, notice, data }: Sent): object => ({
  type,
  timestamp: new Date(atMs).toISOString(),
  data: { title: notice.title, ...data },
});

/** As standardwebhooks has it: the id, the seconds and the body, under the key that stands in base64 after `whsec_`. */
export const signatureOf = (secret: string, id: string, seconds: string, body: string): string => {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
};

const bodies: Readonly<Record<Kind, (sent: Sent) => object>> = { slack, "google-chat": googleChat, webhook };

export const messageOf = (kind: Kind, sent: Sent): Message => {
  const body = JSON.stringify(bodies[kind](sent));
  if (kind !== "webhook" || sent.secret === undefined) return { headers: json, body };
  const seconds = String(Math.floor(sent.atMs / 1000));
  return {
    headers: {
      ...json,
      "webhook-id": sent.id,
      "webhook-timestamp": seconds,
      "webhook-signature": signatureOf(sent.secret, sent.id, seconds, body),
    },
    body,
  };
};
