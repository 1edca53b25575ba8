// Lists what is pictured: an address, or the first link of a kind on another picture's page.

export interface Picture {
  readonly name: string;
  readonly path: string;
  /** It is the page behind the first of these links on `path`. */
  readonly link?: string;
  /** It is pictured after this button was pressed, and answered from such an address. */
  readonly press?: { readonly button: string; readonly answer: RegExp };
}

export const pictures: readonly Picture[] = [
  { name: "sessions", path: "/sessions" },
  { name: "session", path: "/sessions/de300000-0000-4000-8000-000000000101" },
  { name: "auto-close", path: "/auto-close" },
  {
    name: "auto-close-preview",
    path: "/auto-close/preview",
    press: { button: "main button.primary", answer: /\/api\/ask\/auto-close\/preview/ },
  },
  { name: "auto-close-run", path: "/auto-close/runs", link: 'main a[href^="/auto-close/runs/"]' },
  { name: "auto-close-report", path: "/auto-close/report" },
  { name: "routing", path: "/routing" },
  { name: "routing-explain", path: "/routing/explain/de300000-0000-4000-8000-000000000103" },
  { name: "routing-moves", path: "/routing/moves" },
  { name: "parked", path: "/parked" },
  { name: "parked-message", path: "/parked", link: 'main a[href^="/parked/"]' },
  { name: "activity", path: "/activity" },
  { name: "command", path: "/activity", link: 'main a[href^="/activity/commands/"]' },
  { name: "health", path: "/activity/health" },
  { name: "local", path: "/local" },
];
