// Shows where a subscription of WTS leads without what is secret of it: with the whole address anybody can deliver.

/** Of ours the part up to the source is no secret; of anybody else's nothing but the host is known to be none. */
export const shownAddress = (url: string): string => {
  if (!URL.canParse(url)) return "…";
  const { origin, pathname, search } = new URL(url);
  const [known = ""] = /^.*?\/webhooks\/[^/]+/.exec(pathname) ?? [];
  const hasMore = search !== "" || (pathname !== known && pathname !== "/");
  return `${origin}${known.split("/").length === 3 ? known : ""}${hasMore ? "/…" : ""}`;
};
