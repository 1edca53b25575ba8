// Texts that were chosen to be more than text on a page: markup, addresses that run, orders to a terminal, what turns the reading round or is not seen.

export const markup = [
  `<img src="/nothing" onerror="alert('image')">`,
  "<script>alert('script')</script>",
  `<svg onload="alert('drawing')"><style>*{display:none}</style></svg>`,
  `"'><a href="javascript:alert('address')" onmouseover="alert('pointer')">here</a>`,
  "</textarea></title></script><iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "&lt;b&gt;&amp;amp; %3Cscript%3E",
].join(" ");

/** Line ends, a terminal's orders, both ways to turn the direction round, and what nobody sees. */
const unseen = "a\r\nb\u2028c\u0085d\u001b[2J\u009b31m\u202eesrever\u2066\u061c\u200b\u{e0041}\u007f";

export const hostileText = `Ana ${markup} ${unseen}`;
/** What a reason of a command may be: a line of at most 200 characters. */
export const hostileReason = `Ana <img src="/nothing" onerror="alert('reason')"> <script>alert(2)</script> ${unseen.replaceAll(/[\r\n]/g, "")}`;
/** In a policy's texts braces are places for what is known of the session. */
export const hostilePolicyText = hostileText.replaceAll(/[{}]/g, "");
/** What an HTTP header can carry of it. */
export const hostileHeader = markup;
/** Names that are one word, and as wide as no column is. */
export const wideWord = "Müller-Lüdenscheidt".repeat(40);
/** As much as a delivery may have, all but a little, without a place where a line could end. */
export const longText = "x".repeat(200_000);

/** No page has them as they are; it spells them out. */
export const neverShown = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\u200b\u2028\u2029\u{e0041}]/u;
