import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChurnFacts, churnPoints } from './churn-points.ts';
import { dailyValues, healthTrend } from './health-trend.ts';
import { bandOf, healthOf, payment, revenueTrend, satisfaction } from './health.ts';
import { historicValue, predictedValue, yearlyMargin } from './lifetime-value.ts';
import { retentionOf, stayed } from './retention.ts';
import { type Buyer, fifthsOf, rfmOf } from './rfm.ts';
import { defaultWeights, healthComponents } from './weights.ts';

const now = new Date('2026-12-01T12:00:00.000Z');
const ago = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
const sale = (days: number, net: number, more: object = {}) => ({
  kind: 'sale' as const,
  at: ago(days),
  net,
  total: net,
  kept: net,
  ...more,
});

describe('health', () => {
  test('components 50, 90, 40, 70 and no tickets component → 60.588…, missing support', () => {
    const health = healthOf({ revenueTrend: 50, payment: 90, engagement: 40, satisfaction: 70 });
    expect(health.value).toBeCloseTo(60.588_235_294, 8);
    expect(health.missing).toEqual(['support']);
    expect(health.reasons.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(health.value ?? 0, 9);
  });

  test('needs 2 components, and weights of what there is above 0', () => {
    expect(healthOf({ payment: 90 })).toMatchObject({ value: null, reason: 'too_few_components' });
    const weights = { ...defaultWeights, payment: 0, satisfaction: 0 };
    expect(healthOf({ payment: 90, satisfaction: 10 }, weights)).toMatchObject({ value: null });
  });

  test('lies between its least and its greatest component, whatever they weigh', () => {
    const component = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(healthComponents.map((name) => [name, component]))),
        fc.record(
          Object.fromEntries(healthComponents.map((name) => [name, fc.double({ min: 0.1, max: 100, noNaN: true })])),
        ),
        (components, weights) => {
          const present = Object.values(components).filter((one) => one !== undefined);
          const { value, missing } = healthOf(components, weights as unknown as typeof defaultWeights);
          expect(missing).toHaveLength(5 - present.length);
          if (present.length < 2) {
            expect(value).toBeNull();
            return;
          }
          expect(value).toBeGreaterThanOrEqual(Math.min(...present) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(...present) + 1e-9);
        },
      ),
    );
  });

  test('bands begin at 70 and 40', () => {
    expect([70, 69.99, 40, 39.99].map(bandOf)).toEqual(['healthy', 'watch', 'watch', 'at_risk']);
  });

  test('revenue trend compares 180 days with the 180 before, less what was given back; none without revenue before', () => {
    expect(revenueTrend([sale(10, 300), sale(200, 200)], now)).toBe(75);
    expect(revenueTrend([sale(10, 900), sale(200, 200)], now)).toBe(100);
    expect(revenueTrend([sale(200, 200)], now)).toBe(0);
    expect(revenueTrend([sale(10, 300), { ...sale(9, 100), kind: 'return' }, sale(200, 200)], now)).toBe(50);
    expect(revenueTrend([sale(10, 300), sale(361, 200)], now)).toBeUndefined();
  });

  test('payment is the share of what was due that was paid within 5 days; what may still be paid in time does not count', () => {
    const due = (days: number, paid?: number) => ({
      dueAt: ago(days),
      ...(paid !== undefined && { paidAt: ago(paid) }),
    });
    expect(payment([sale(40, 300, due(30, 25.1)), sale(40, 100, due(30, 25))], now)).toBe(100);
    expect(payment([sale(40, 300, due(30, 26)), sale(40, 100, due(30, 20))], now)).toBe(75);
    expect(payment([sale(40, 300, due(30, 26)), sale(40, 300, due(30)), sale(3, 900, due(2))], now)).toBe(50);
    expect(payment([sale(40, 300, due(30, 26)), sale(40, 300, { ...due(30), kept: 0 })], now)).toBe(100);
    expect(
      payment([sale(3, 900, due(2)), sale(3, 1, due(-2)), sale(1, 1), sale(400, 1, due(370))], now),
    ).toBeUndefined();
  });

  test('satisfaction weighs the last 5 answers of 365 days by halves of 90 days', () => {
    const nps = (days: number, value: number) => ({ metric: 'nps', value, scaleMin: 0, scaleMax: 10, at: ago(days) });
    expect(satisfaction([nps(0, 10), nps(90, 4)], now)).toBeCloseTo(80, 9);
    expect(satisfaction([nps(366, 10)], now)).toBeUndefined();
    const six = Array.from({ length: 5 }, (_, day) => nps(day, 10));
    expect(satisfaction([...six, nps(5, 0)], now)).toBeCloseTo(100, 9);
    expect(satisfaction([{ metric: 'csat', value: 3, scaleMin: 1, scaleMax: 5, at: ago(1) }], now)).toBeCloseTo(50, 9);
    // The same answers give the same digits at whatever time, or each look would be a change.
    const some = [nps(1, 9), nps(40, 3), nps(77, 8)];
    const later = Array.from({ length: 50 }, (_, index) => satisfaction(some, new Date(now.getTime() + index * 997)));
    expect(new Set(later)).toEqual(new Set([satisfaction(some, now)]));
    expect(satisfaction([nps(33, 9)], now)).toBe(90);
  });
});

describe('lifetime value', () => {
  test('order value 180.00, 3.5 a year, margin 25 %, r 0.8, d 0.1 → M 157.50, predicted 420.00', () => {
    const margin = yearlyMargin({ orderValue: 18_000, ordersAYear: 3.5, marginShare: 0.25 });
    expect(margin).toBe(15_750);
    expect(Math.round(predictedValue(margin, 0.8, 0.1))).toBe(42_000);
  });

  test('what was given back altogether leaves a historic value of 0', () => {
    expect(historicValue({ 'EUR:net': 10_000, 'EUR:returned': 10_000, 'sale:n': 1 }, 'EUR', 25)).toBe(0);
    expect(historicValue({ 'EUR:margin': 900, 'EUR:unsaid': 1_000 }, 'EUR', 25)).toBe(1_150);
  });

  test('retention is of the tier from 50 customers on, else of the company, else not known', () => {
    const company = { n: 100, stayed: 60 };
    expect(retentionOf({ company, tier: { n: 50, stayed: 40 } }, 365)).toEqual({ rate: 0.8, n: 50, of: 'tier' });
    expect(retentionOf({ company, tier: { n: 49, stayed: 40 } }, 365)).toEqual({ rate: 0.6, n: 100, of: 'company' });
    expect(retentionOf({ company: { n: 49, stayed: 40 } }, 365)).toBeUndefined();
    expect(retentionOf({ company: { n: 50, stayed: 32 } }, 182.5)?.rate).toBeCloseTo(0.64 ** 2, 9);
    expect(stayed([ago(400), ago(10)], now, 365)).toBe('stayed');
    expect(stayed([ago(400)], now, 365)).toBe('left');
    expect(stayed([ago(10), ago(800)], now, 365)).toBe('no_customer');
  });
});

describe('churn points', () => {
  const calm: ChurnFacts = { boughtAt: [ago(90), ago(60), ago(30)], complaints: 0, unpaidDueAt: [] };

  test('follow the own median gap from 3 purchases on, else that of the company', () => {
    expect(churnPoints(calm, now)).toMatchObject({ value: 0, reasons: [] });
    const late = (days: number) => ({ ...calm, boughtAt: [60, 30, 0].map((more) => ago(days + more)) });
    expect([59, 60, 89, 90].map((days) => churnPoints(late(days), now).value)).toEqual([0, 25, 25, 40]);
    const few = { ...calm, boughtAt: [ago(59)] };
    expect(churnPoints(few, now)).toMatchObject({ value: 0, missing: expect.arrayContaining(['purchase_gap']) });
    expect(churnPoints({ ...few, companyGapDays: 20 }, now).value).toBe(25);
  });

  test('add up, are capped at 100, and the top three are the reasons', () => {
    const all = {
      ...calm,
      boughtAt: [ago(700), ago(690), ago(680)],
      revenueTrend: 0,
      lastNps: 3,
      complaints: 2,
      leaseEndsOn: '2027-01-15',
      unpaidDueAt: [ago(31)],
    };
    const { value, reasons } = churnPoints(all, now);
    expect(value).toBe(100);
    expect(reasons.map(({ ruleId, points }) => [ruleId, points])).toEqual([
      ['purchase_gap', 40],
      ['revenue_trend', 15],
      ['last_nps', 15],
    ]);
    expect(churnPoints({ ...calm, leaseEndsOn: '2026-11-30' }, now).value).toBe(0);
    expect(churnPoints({ ...calm, leaseEndsOn: '2027-02-15' }, now).value).toBe(0);
    expect(churnPoints({ ...calm, unpaidDueAt: [ago(30)] }, now).value).toBe(0);
  });

  test('one NPS of 3 never lowers churn points (monotone), and neither does another complaint', () => {
    const facts = fc.record({
      boughtAt: fc.array(fc.integer({ min: 0, max: 900 }).map(ago), { minLength: 1, maxLength: 12 }),
      companyGapDays: fc.option(fc.double({ min: 1, max: 200, noNaN: true }), { nil: undefined }),
      revenueTrend: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined }),
      lastNps: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
      complaints: fc.integer({ min: 0, max: 4 }),
      unpaidDueAt: fc.array(fc.integer({ min: -30, max: 90 }).map(ago), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(facts, (one) => {
        const value = churnPoints(one, now).value ?? -1;
        expect(churnPoints({ ...one, lastNps: 3 }, now).value).toBeGreaterThanOrEqual(value);
        expect(churnPoints({ ...one, complaints: one.complaints + 1 }, now).value).toBeGreaterThanOrEqual(value);
        expect(churnPoints(one, now)).toEqual(churnPoints(structuredClone(one), now));
      }),
    );
  });

  test('are not given to who never bought anything', () => {
    expect(churnPoints({ ...calm, boughtAt: [] }, now)).toMatchObject({ value: null, reason: 'no_purchases' });
  });
});

describe('RFM', () => {
  const buyers: Buyer[] = Array.from({ length: 50 }, (_, at) => ({ recency: at, frequency: at, monetary: at }));

  test('is quintiles within the company; below 50 customers there are none', () => {
    expect(fifthsOf(buyers.slice(1))).toBeUndefined();
    const fifths = fifthsOf(buyers);
    if (!fifths) throw new Error('no fifths');
    const counts = Map.groupBy(buyers, (one) => rfmOf(one, fifths).monetary);
    expect([1, 2, 3, 4, 5].map((quintile) => counts.get(quintile)?.length)).toEqual([10, 10, 10, 10, 10]);
  });

  test('where most have bought once they are in the middle of the fifths that they fill', () => {
    const once = Array.from({ length: 60 }, () => ({ recency: 1, frequency: 1, monetary: 1 }));
    const often = Array.from({ length: 40 }, (_, at) => ({ recency: 1, frequency: 2 + at, monetary: 1 }));
    const fifths = fifthsOf([...once, ...often]);
    if (!fifths) throw new Error('no fifths');
    expect([1, 2, 41].map((frequency) => rfmOf({ recency: 1, frequency, monetary: 1 }, fifths))).toEqual([
      { recency: 3, frequency: 2, monetary: 3 },
      { recency: 3, frequency: 4, monetary: 3 },
      { recency: 3, frequency: 5, monetary: 3 },
    ]);
  });

  test('who buys later, more often or for more never has a lower quintile', () => {
    const buyer = fc.record({ recency: fc.nat(90), frequency: fc.nat(9), monetary: fc.nat(900) });
    fc.assert(
      fc.property(fc.array(buyer, { minLength: 50, maxLength: 80 }), buyer, (all, one) => {
        const fifths = fifthsOf(all);
        if (!fifths) throw new Error('no fifths');
        const more = { recency: one.recency + 1, frequency: one.frequency + 1, monetary: one.monetary + 1 };
        const [low, high] = [rfmOf(one, fifths), rfmOf(more, fifths)];
        for (const name of ['recency', 'frequency', 'monetary'] as const)
          expect(high[name]).toBeGreaterThanOrEqual(low[name]);
      }),
    );
  });
});

describe('the trend of health', () => {
  test('is shown from 14 daily values on', () => {
    const changes = [{ day: '2026-11-18', value: 50 }];
    expect(dailyValues(changes, '2026-11-30')).toHaveLength(13);
    expect(healthTrend(dailyValues(changes, '2026-11-30'), '2026-11-30')).toEqual({
      value: null,
      reason: 'too_few_values',
      n: 13,
    });
    expect(healthTrend(dailyValues(changes, '2026-12-01'), '2026-12-01')).toMatchObject({
      value: 50,
      low: 50,
      high: 50,
      n: 14,
    });
  });

  test('carries a value on until it changes, and leaves days out on which there was none', () => {
    const changes = [
      { day: '2026-11-01', value: 10 },
      { day: '2026-11-03', value: null },
      { day: '2026-11-05', value: 30 },
    ];
    expect(dailyValues(changes, '2026-11-06')).toEqual([10, 10, 30, 30]);
    expect(dailyValues([{ day: '2020-01-01', value: 10 }], '2026-11-06')).toHaveLength(90);
  });

  test('its interval holds about 80 % of what comes, of values that scatter about a line', () => {
    let seed = 42;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const noise = (): number => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6);
    let inside = 0;
    for (let run = 0; run < 2_000; run += 1) {
      const trend = healthTrend(
        Array.from({ length: 30 }, (_, day) => 40 + day / 10 + noise()),
        '2026-12-01',
      );
      const came = 40 + 59 / 10 + noise();
      if (came >= (trend.low ?? 0) && came <= (trend.high ?? 0)) inside += 1;
    }
    expect(inside / 2_000).toBeGreaterThan(0.77);
    expect(inside / 2_000).toBeLessThan(0.83);
  });
});
