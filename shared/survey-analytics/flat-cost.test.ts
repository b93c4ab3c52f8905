import { expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import { read } from '../metrics/metrics.ts';
import { csatTemplate } from '../survey-template/ready-made/csat.ts';
import { SurveyTemplateInput } from '../survey-template/survey-template.schema.ts';
import { create } from '../survey-template/survey-template.ts';
import { aContext } from '../testing/context.ts';
import { unitsOf } from '../testing/units.ts';
import { analytics } from './survey.analytics.ts';
import { countSurveys } from './testing/stock.ts';

const period = { from: '2026-08-24', to: '2026-11-21' };

async function aCompanyWith(count: number): Promise<Context> {
  const ctx = aContext({ now: new Date('2026-11-21T10:00:00.000Z') });
  await countSurveys(ctx, await create(ctx, { body: SurveyTemplateInput.parse(csatTemplate) }), count);
  return ctx;
}

test('response rate and survey analytics over 90 days cost the same read units at 10² and at 10⁴ surveys', async () => {
  const costs = [];
  for (const count of [100, 10_000]) {
    const ctx = await aCompanyWith(count);
    const rate = await unitsOf(() => read(ctx, { name: 'response_rate', grain: 'day', ...period }));
    expect(rate.result.total.n).toBeGreaterThan(count / 2);
    await analytics(ctx, period); // settings are read once in a while
    const all = await unitsOf(() => analytics(ctx, { ...period, by: 'agent' }));
    expect(all.result.total.sent).toBe(count);
    costs.push({ rate: rate.units.read, analytics: all.units.read });
  }
  expect(costs[1]).toEqual(costs[0]);
}, 240_000);
