import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CreateCustomer } from '../customer/customer.schema.ts';
import { create as createCustomer } from '../customer/customer.ts';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import type { PurchaseFact } from '../purchase/fact.ts';
import { CreatePurchase, EditPurchase, ReturnPurchase } from '../purchase/purchase.schema.ts';
import { create, edit } from '../purchase/purchase.ts';
import { giveBack } from '../purchase/returns.ts';
import { aContext } from '../testing/context.ts';
import { type Facts, factsOfAll, KEPT_ENTRIES, needsRefill, noFacts, replaced } from './facts.ts';
import { factsOf, foldPurchase, reconcileFacts, recomputedFacts } from './facts.rows.ts';

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const customer = async (ctx: Context): Promise<Id<'customer'>> =>
  (await createCustomer(again(ctx), { body: CreateCustomer.parse({ type: 'individual', lastName: 'Huber' }) }))
    .customerId;
const stored = async (ctx: Context, id: Id<'customer'>): Promise<Facts> =>
  (await factsOf(ctx, [id])).get(id) ?? noFacts;

const DAY = 86_400_000;
const at = (day: number): string => new Date(Date.UTC(2026, 0, 1) + day * DAY).toISOString();
const aFact = (day: number, more: Partial<PurchaseFact> = {}): PurchaseFact => ({
  id: newId('purchase', new Date(at(day))),
  kind: 'sale',
  at: at(day),
  currency: 'EUR',
  net: 100 + day,
  total: 120 + day,
  kept: 100 + day,
  ...more,
});

test('facts equal a recompute after 10 000 random changes, whatever is made, changed and taken away in whichever order', () => {
  const step = fc.record({
    slot: fc.nat(150),
    does: fc.constantFrom('put', 'change', 'drop', 'again'),
    kept: fc.nat(100),
  });
  const pool = Array.from({ length: 151 }, (_, day) =>
    aFact(day, {
      kind: day % 7 === 0 ? 'service' : day % 11 === 0 ? 'return' : 'sale',
      currency: day % 5 === 0 ? 'USD' : 'EUR',
    }),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1_000, maxLength: 1_000 }), (steps) => {
      const ledger = new Map<string, PurchaseFact>();
      let facts = noFacts;
      for (const { slot, does, kept } of steps) {
        const one = pool[slot] as PurchaseFact;
        const before = ledger.get(one.id);
        const after = does === 'drop' ? undefined : does === 'again' ? before : { ...one, kept };
        const rest = [...ledger.values()].filter(({ kind, id }) => kind === one.kind && id !== one.id);
        const refill =
          !after && needsRefill(facts, before)
            ? rest.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, KEPT_ENTRIES)
            : undefined;
        facts = replaced(facts, before, after, refill);
        if (after) ledger.set(one.id, after);
        else ledger.delete(one.id);
      }
      expect(facts).toEqual(factsOfAll(ledger.values()));
    }),
    { numRuns: 10 },
  );
});

test('purchases that are told of twice, at once and late are counted once; the facts equal a recompute from the records', async () => {
  const ctx = aContext({ now: new Date() });
  const customerId = await customer(ctx);
  const seed = fc.sample(fc.record({ what: fc.nat(9), net: fc.integer({ min: 1, max: 9_999 }), of: fc.nat(1_000) }), {
    numRuns: 250,
    seed: 7,
  });
  const made: { id: Id<'purchase'>; left: number }[] = [];
  const told: Id<'purchase'>[] = [];
  for (const [index, { what, net, of }] of seed.entries()) {
    const old = made[of % Math.max(1, made.length)];
    if (what < 5 || !old) {
      const margin = index % 3 === 0 ? { margin: eur(Math.floor(net / 4)) } : {};
      const kind = index % 4 === 0 ? 'service' : 'sale';
      const body = CreatePurchase.parse({ customerId, kind, at: at(of % 300), net: eur(net), ...margin });
      const { purchaseId } = (await create(again(ctx), { body })).body;
      made.push({ id: purchaseId, left: net });
      told.push(purchaseId);
    } else if (what < 7 && old.left > 1) {
      const part = Math.ceil(old.left / 2);
      old.left -= part;
      const body = ReturnPurchase.parse({ net: eur(part) });
      told.push((await giveBack(again(ctx), { purchaseId: old.id, body })).body.purchaseId, old.id);
    } else if (what < 9) {
      const body = EditPurchase.parse({ invoice: { number: `R-${index}`, dueAt: '2027-01-01T00:00:00.000Z' } });
      await edit(again(ctx), { purchaseId: old.id, body });
      told.push(old.id);
    }
    // Some events come late, some twice, some at the same moment.
    if (index % 3 === 0) {
      const some = told.splice(0, 2);
      await Promise.all([...some, ...some].map((id) => foldPurchase(ctx, customerId, id)));
    }
  }
  for (const id of told.toReversed()) await foldPurchase(ctx, customerId, id);
  const facts = await stored(ctx, customerId);
  expect(facts).toEqual(await recomputedFacts(ctx, customerId));
  expect(facts.counters['sale:n']).toBeGreaterThan(KEPT_ENTRIES);
  expect(facts.newest['sale']).toHaveLength(KEPT_ENTRIES);
  expect(await reconcileFacts(ctx, customerId)).toBe(0);
  expect(await stored(ctx, customerId)).toEqual(facts);
}, 120_000);

test('what was missed is found and put right by the comparison, once', async () => {
  const ctx = aContext({ now: new Date() });
  const customerId = await customer(ctx);
  for (const day of [1, 2])
    await create(again(ctx), { body: CreatePurchase.parse({ customerId, at: at(day), net: eur(day) }) });
  expect(await reconcileFacts(ctx, customerId)).toBe(2);
  expect(await reconcileFacts(ctx, customerId)).toBe(0);
  expect((await stored(ctx, customerId)).counters).toEqual({ 'EUR:net': 3, 'EUR:unsaid': 3, 'sale:n': 2 });
});
