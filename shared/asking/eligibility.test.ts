import { describe, expect, test } from 'vitest';
import { type Asking, refusal } from './eligibility.ts';
import { nextInWindow } from './sending-window.ts';

const now = new Date('2026-11-21T10:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
const asking = (overrides: Partial<Asking> = {}): Asking => ({
  now,
  template: { templateId: 'tpl_a', samplePercent: 100 },
  settings: { quietPeriodDays: 30, consentRequired: false },
  email: 'a@example.com',
  address: {},
  asked: [],
  plannedToday: { all: 0, template: 0 },
  nextDay: new Date('2026-11-22T00:00:00Z'),
  occasion: 'T-1',
  ...overrides,
});
const asked = (days: number, templateId = 'tpl_a') => [{ surveyId: 'sv', templateId, at: daysAgo(days) }];

describe('whether a person may be asked', () => {
  test('nothing in the way: yes', () => {
    expect(refusal(asking())).toBeUndefined();
  });

  test.each([
    ['no_address', { email: undefined }],
    ['do_not_contact', { address: { doNotContact: true } }],
    ['opted_out', { address: { optedOut: true } }],
    ['complained', { address: { complained: true } }],
    ['bounced_address', { address: { bounced: true } }],
    ['no_consent', { address: { consent: false } }],
    ['no_consent', { settings: { quietPeriodDays: 30, consentRequired: true } }],
  ] as const)('%s refuses for good', (reason, overrides) => {
    expect(refusal(asking({ ...overrides, asked: asked(1) }))).toMatchObject({ reason });
    expect(refusal(asking(overrides))).not.toHaveProperty('nextEligibleAt');
  });

  test('an open quiet period refuses, and says until when', () => {
    expect(refusal(asking({ asked: asked(29.9) }))).toEqual({
      reason: 'quiet_period',
      rule: 'quietPeriodDays=30',
      nextEligibleAt: new Date(now.getTime() + 0.1 * 86_400_000),
    });
    expect(refusal(asking({ asked: asked(30) }))).toBeUndefined();
  });

  test('a survey of another template counts on the shared history, but not on a template’s own', () => {
    expect(refusal(asking({ asked: asked(1, 'tpl_b') }))?.reason).toBe('quiet_period');
    const template = { templateId: 'tpl_a', samplePercent: 100, quietPeriodDays: 7 };
    expect(refusal(asking({ template, asked: asked(1, 'tpl_b') }))).toBeUndefined();
    expect(refusal(asking({ template, asked: asked(6) }))?.rule).toBe('template.quietPeriodDays=7');
    expect(refusal(asking({ template: { ...template, quietPeriodDays: 0 }, asked: asked(0) }))).toBeUndefined();
  });

  test('the daily cap refuses until tomorrow', () => {
    const settings = { quietPeriodDays: 30, consentRequired: false, dailyCap: 5 };
    expect(refusal(asking({ settings, plannedToday: { all: 4, template: 4 } }))).toBeUndefined();
    expect(refusal(asking({ settings, plannedToday: { all: 5, template: 0 } }))).toMatchObject({
      reason: 'daily_cap',
      nextEligibleAt: new Date('2026-11-22T00:00:00Z'),
    });
  });

  test('a sample draws its share, and the same occasion always draws the same lot', () => {
    const template = { templateId: 'tpl_a', samplePercent: 25 };
    const drawn = Array.from(
      { length: 4000 },
      (_, index) => refusal(asking({ template, occasion: `T-${index}` })) === undefined,
    );
    expect(drawn.filter(Boolean).length / 4000).toBeCloseTo(0.25, 1);
    const again = refusal(asking({ template, occasion: 'T-7' }));
    expect(refusal(asking({ template, occasion: 'T-7' }))).toEqual(again);
  });
});

describe('the sending window', () => {
  const window = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
  const next = (at: string, zone = 'Europe/Berlin') => nextInWindow(new Date(at), window, zone).toISOString();

  test('lets a mail go at once inside it', () => {
    expect(next('2026-11-20T10:00:00Z')).toBe('2026-11-20T10:00:00.000Z');
  });
  test('holds it over night and over the weekend', () => {
    expect(next('2026-11-19T20:00:00Z')).toBe('2026-11-20T08:00:00.000Z');
    expect(next('2026-11-20T17:00:00Z')).toBe('2026-11-23T08:00:00.000Z');
  });
  test('follows the wall clock over a clock change', () => {
    // Clocks go back on Sunday, 25 October 2026: nine o'clock moves from 07:00 to 08:00 UTC.
    expect(next('2026-10-22T20:00:00Z')).toBe('2026-10-23T07:00:00.000Z');
    expect(next('2026-10-24T10:00:00Z')).toBe('2026-10-26T08:00:00.000Z');
  });
  test('may span midnight', () => {
    const night = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '20:00', to: '06:00' };
    expect(nextInWindow(new Date('2026-11-20T02:00:00Z'), night, 'UTC').toISOString()).toBe('2026-11-20T02:00:00.000Z');
    expect(nextInWindow(new Date('2026-11-20T07:00:00Z'), night, 'UTC').toISOString()).toBe('2026-11-20T20:00:00.000Z');
  });
});
