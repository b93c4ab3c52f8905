import { describe, expect, test } from 'vitest';
import { Problem } from '../http/problem.ts';
import { aContext } from '../testing/context.ts';
import { companies, enlist } from '../kernel/companies.ts';
import { monthsOf, noteMonths } from './months.ts';
import { PutSettings } from './settings.schema.ts';
import { putSettings } from './put-settings.ts';
import { readSettings, settingsOf } from './settings.ts';

describe('settings', () => {
  test('a company that never set anything has defaults', async () => {
    expect(await settingsOf(aContext())).toMatchObject({
      timeZone: 'UTC',
      dayBoundary: '00:00',
      version: 0,
      taxonomy: { categories: [], themes: [] },
      analysis: { enabled: true },
      privacy: { maskPii: { lists: false }, anonymityFloor: 5 },
      comparison: {
        margins: { nps: 5, percentages: 3, csat_avg: 0.1, ces_avg: 0.15, net_sentiment: 0.05, counts: 10 },
      },
    });
  });

  test('what was put is read at once in the same process, and nowhere else', async () => {
    const ctx = aContext();
    await settingsOf(ctx);
    await putSettings(ctx, PutSettings.parse({ timeZone: 'Europe/Berlin' }));
    expect(await settingsOf(ctx)).toMatchObject({ timeZone: 'Europe/Berlin', version: 1 });
    expect(await settingsOf(aContext())).toMatchObject({ timeZone: 'UTC', version: 0 });
  });

  test('of two changes that saw the same version one is refused', async () => {
    const ctx = aContext();
    const both = await Promise.allSettled(
      ['Asia/Tokyo', 'America/Lima'].map((timeZone) => putSettings(ctx, PutSettings.parse({ timeZone }), 0)),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((result) => result.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(Problem);
    expect((await readSettings(ctx)).version).toBe(1);
  });

  test('of changes that name no version none is refused, and each is one version', async () => {
    const ctx = aContext();
    const zones = ['Asia/Tokyo', 'America/Lima', 'Europe/Rome', 'Africa/Lagos'];
    await Promise.all(zones.map((timeZone) => putSettings(ctx, PutSettings.parse({ timeZone }))));
    expect((await readSettings(ctx)).version).toBe(4);
  });

  test.each([
    [{ timeZone: 'Mars/Olympus' }],
    [{ timeZone: '+02:00' }],
    [{ dayBoundary: '24:00' }],
    [{ dayBoundary: '4:00' }],
    [{ taxonomy: { categories: [{ name: 'a' }, { name: 'A' }] } }],
    [{ taxonomy: { categories: [{ name: 'a', subcategories: ['b', 'B'] }] } }],
    [{ taxonomy: { categories: [{ name: 'a\u202eb' }] } }],
    [{ privacy: { anonymityFloor: 1 } }],
    [{ comparison: { margins: { nps: 0 } } }],
    [{ comparison: { margins: { counts: -10 } } }],
    [{ comparison: { level: 0.1 } }],
    [{ unknown: 1 }],
  ])('%j is refused', (input) => {
    expect(PutSettings.safeParse(input).success).toBe(false);
  });
});

test('months are kept once each and in order', async () => {
  const ctx = aContext();
  expect(await monthsOf(ctx)).toEqual([]);
  await noteMonths(ctx, ['2026-11', '2024-02', '2026-11']);
  await Promise.all([noteMonths(ctx, ['2024-02']), noteMonths(ctx, ['2025-01'])]);
  expect(await monthsOf(ctx)).toEqual(['2024-02', '2025-01', '2026-11']);
});

test('a company is listed once, however often it is enlisted', async () => {
  const ctx = aContext();
  await Promise.all([enlist(ctx), enlist(ctx)]);
  expect((await companies()).filter((id) => id === ctx.companyId)).toHaveLength(1);
});
