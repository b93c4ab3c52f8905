import { expect, test } from 'vitest';
import { askedOf, isSilent } from './asked.ts';

const decidedAt = '2026-06-30T12:00:00.000Z';
const says = { decidedAt, topTiers: ['gold'], months: ['2026-06', '2026-07'] };
const said = (count: number, month: string, more: { tier?: string; from?: number } = {}) =>
  Array.from({ length: count }, (_, n) => ({
    feedbackId: `fb_${month}-${n}` as never,
    occurredAt: `2026-${month}-10T10:00:00.000Z`,
    customerId: `C-${month}-${n + (more.from ?? 0)}`,
    snapshot: { tier: more.tier ?? 'silver' } as never,
  }));

test('8 voices before, 4 since → no flag, 5 since → flag', () => {
  const before = said(8, '06');
  expect(askedOf([...before, ...said(4, '07')], says)).toMatchObject({
    voicesBefore: 8,
    voicesSince: 4,
    reconsider: false,
  });
  expect(askedOf([...before, ...said(5, '07')], says)).toMatchObject({ voicesSince: 5, reconsider: true });
});

test('of twelve before, six since are half of them', () => {
  const before = said(12, '06');
  expect(askedOf([...before, ...said(5, '07')], says).reconsider).toBe(false);
  expect(askedOf([...before, ...said(6, '07')], says).reconsider).toBe(true);
});

test('two top-tier voices → flag; one who says it twice is one', () => {
  const gold = said(2, '07', { tier: 'gold' });
  expect(askedOf(gold, says)).toMatchObject({ reconsider: true, tiers: [{ tier: 'gold', voices: 2 }] });
  const [one] = gold;
  expect(askedOf(one ? [one, { ...one, feedbackId: 'fb_again' as never }] : [], says)).toMatchObject({
    voicesSince: 1,
    reconsider: false,
  });
});

test('voices are told by month, and the newest record is named', () => {
  expect(askedOf([...said(3, '06'), ...said(1, '07')], says)).toMatchObject({
    trend: [
      { month: '2026-06', voices: 3 },
      { month: '2026-07', voices: 1 },
    ],
    lastSaid: 'fb_07-0',
  });
});

test('what is kept is silent until its day, unless its voices double', () => {
  const kept = { until: '2026-12-31', voices: 8 };
  const asked = (voicesSince: number) => ({ voicesBefore: 8, voicesSince });
  expect(isSilent(asked(7), kept, '2026-12-30')).toBe(true);
  expect(isSilent(asked(8), kept, '2026-12-30')).toBe(false);
  expect(isSilent(asked(0), kept, '2026-12-31')).toBe(false);
  expect(isSilent(asked(0), undefined, '2026-12-30')).toBe(false);
});
