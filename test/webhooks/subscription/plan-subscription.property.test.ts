// However WTS's list looks, following the plan leaves one good subscription of ours, and nobody else's is touched.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { planSubscription } from "../../../lib/webhooks/subscription/plan-subscription.ts";
import type { WebhookSubscription } from "../../../lib/wts/webhook-subscriptions.ts";

const address = "https://api.example.com/webhooks/wts";
const secrets = ["the-new-secret-0123456789", "the-old-secret-0123456789"];
const urls = secrets.map((secret) => `${address}/${secret}`);
const eventTypes = ["SESSION_NEW", "SESSION_UPDATE", "SESSION_COMPLETE", "CONTACT_NEW"];

const someEvents = fc.uniqueArray(fc.constantFrom(...eventTypes), { minLength: 1 });
const someUrl = fc.constantFrom(
  ...urls,
  `${address}/a-secret-that-was-taken-out`,
  "https://API.example.com/webhooks/wts/the-new-secret-0123456789",
  address,
  `${address}s/the-new-secret-0123456789`,
  "https://api.example.com/webhooks/other/the-new-secret-0123456789",
  "https://elsewhere.example.com/webhooks/wts/the-new-secret-0123456789",
  "not an address",
);
const existing = fc
  .array(fc.record({ url: someUrl, enabled: fc.boolean(), events: someEvents }), { maxLength: 6 })
  .map((list) => list.map((each, index): WebhookSubscription => ({ id: `s-${index}`, name: "any", ...each })));

const isOurs = ({ url }: WebhookSubscription): boolean =>
  /^https:\/\/api\.example\.com\/webhooks\/wts(\/|$)/i.test(url);

const follow = (list: readonly WebhookSubscription[], events: readonly string[], offered?: readonly string[]) => {
  const planned = planSubscription(list, { name: "wts", address, urls, events }, offered);
  const { plan } = planned;
  if (plan.kind === "keep") return { planned, after: list };
  if (plan.kind === "change")
    return { planned, after: list.map((each) => (each.id === plan.id ? { ...each, ...plan.change } : each)) };
  const made = { id: "made", name: "wts", url: plan.url, events: plan.events, enabled: true };
  return { planned, after: [...list, made] };
};

test("one of ours is good afterwards, the others are named, and nobody else's is touched", () => {
  fc.assert(
    fc.property(existing, someEvents, (list, events) => {
      const { planned, after } = follow(list, events);
      const ours = after.filter(isOurs);
      const names = planned.others.map(({ id }) => id);
      const [own, ...more] = ours.filter(({ id }) => !names.includes(id));
      expect(more).toEqual([]);
      expect(urls).toContain(own?.url.replace("API", "api"));
      expect([own?.enabled, new Set(own?.events)]).toEqual([true, new Set(events)]);
      expect(after.filter((each) => !isOurs(each))).toEqual(list.filter((each) => !isOurs(each)));
      // There is never a second one because of us.
      expect(ours.length).toBe(Math.max(1, list.filter(isOurs).length));
    }),
  );
});

test("a second time there is nothing to do", () => {
  fc.assert(
    fc.property(existing, someEvents, (list, events) => {
      expect(follow(follow(list, events).after, events).planned.plan.kind).toBe("keep");
    }),
  );
});

test("what WTS does not offer is left out, and said", () => {
  fc.assert(
    fc.property(existing, someEvents, fc.subarray(eventTypes), (list, events, offered) => {
      const { planned, after } = follow(list, events, offered);
      expect(new Set(planned.notOffered)).toEqual(new Set(events).difference(new Set(offered)));
      expect(follow(after, events, offered).planned.plan.kind).toBe("keep");
    }),
  );
});
