// Whatever becomes of WTS's webhooks, and whenever a process dies: each session is announced, once in effect.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";
import { hourMs, minuteMs, reconciliationWorld, sessionIdOf } from "./support/reconciliation-world.ts";

let standIn: TestStandIn;
beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());

/** Copies of one SESSION_NEW, each with a body of its own or not, before or after the reconciliation. */
const anyCopies = fc.array(
  fc.record({ isLate: fc.boolean(), date: fc.constantFrom("2026-11-20T15:00:00Z", "2026-11-20T15:00:00.5Z") }),
  { maxLength: 3 },
);
const anySession = fc.record({
  minute: fc.integer({ min: 0, max: 5 }),
  isOpen: fc.boolean(),
  copies: anyCopies,
});
const anyDeath = fc.record({ at: fc.integer({ min: 1, max: 25 }), isAfter: fc.boolean() });

test("each session that waits is announced under one id, whichever webhooks got lost or came twice, whoever died", async () => {
  let added = 0;
  let died = 0;
  const property = fc.asyncProperty(
    fc.array(anySession, { minLength: 1, maxLength: 6 }),
    fc.array(anyDeath, { maxLength: 3 }),
    async (sessions, deaths) => {
      const world = reconciliationWorld(standIn);
      await world.hold([]);
      await world.tick();
      world.clock.advance(18 * hourMs);
      const held = sessions.map(({ minute, isOpen }) => ({
        createdAt: new Date(Date.parse("2026-11-20T15:00:00Z") + minute * minuteMs).toISOString(),
        status: isOpen ? "PENDING" : "COMPLETED",
      }));
      await world.hold(held);
      const send = async (late: boolean): Promise<void> => {
        for (const [index, { copies }] of sessions.entries())
          for (const { isLate, date } of copies)
            if (isLate === late) await world.deliver("SESSION_NEW", index, { date });
        await world.drain();
      };
      await send(false);

      for (const { at, isAfter } of deaths) {
        Object.assign(world.death, { at, isAfter, steps: 0 });
        await world.tick();
        if (world.death.steps >= at) died += 1;
        world.death.at = undefined;
        world.restart();
        // What a dead process had queued may be worked on before the next one begins.
        if (isAfter) await world.drain();
        world.clock.advance(3 * minuteMs);
      }
      for (let minute = 0; minute < 3; minute += 1) {
        await world.tick();
        world.clock.advance(3 * minuteMs);
      }
      await world.drain();
      await send(true);

      const announced = world.eventsOf("WTS SESSION_NEW") as { id: string; sessionId: string; reconciled?: boolean }[];
      for (const [index, { isOpen, copies }] of sessions.entries()) {
        const ofIt = announced.filter(({ sessionId }) => sessionId === sessionIdOf(index));
        const cameInTime = copies.some(({ isLate }) => !isLate);
        expect(ofIt).toHaveLength(copies.length > 0 || isOpen ? 1 : 0);
        expect(ofIt.some(({ reconciled }) => reconciled === true)).toBe(isOpen && !cameInTime);
      }
      expect(new Set(announced.map(({ id }) => id)).size).toBe(announced.length);

      const missing = sessions.filter(({ copies }) => copies.every(({ isLate }) => isLate));
      const counts = {
        seen: sessions.length,
        known: sessions.length - missing.length,
        missing: missing.length,
        added: missing.filter(({ isOpen }) => isOpen).length,
      };
      added += counts.added;
      const reports = world.eventsOf("Webhooks Reconciled") as { id: string; day: string }[];
      const ofDay = reports.filter(({ day }) => day === "2026-11-21");
      expect(ofDay.length).toBeGreaterThan(0);
      expect(new Set(ofDay.map(({ id }) => id)).size).toBe(1);
      for (const report of ofDay) expect(report).toMatchObject(counts);
    },
  );
  await fc.assert(property, { numRuns: 60 });
  expect(added).toBeGreaterThan(0);
  expect(died).toBeGreaterThan(0);
});
