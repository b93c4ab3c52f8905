import { beforeAll, expect, test } from 'vitest';
import { prediction } from '../../../shared/analytics/prediction.ts';
import { answered } from '../../../shared/analytics/testing/answers.ts';
import { putSettings } from '../../../shared/company/put-settings.ts';
import { PutSettings } from '../../../shared/company/settings.schema.ts';
import { again } from '../../../shared/feedback/testing/given.ts';
import { addDays } from '../../../shared/kernel/calendar.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { aLambdaContext } from '../../../shared/testing/http-event.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { handler } from './handler.ts';

// The schedule visits every company there is.
beforeAll(ownTable);

test('a company with enough answers is trained once, however often the schedule fires; one without is not', async () => {
  const [ctx, small] = [aContext(), aContext()];
  // Past two in the afternoon, whenever this test runs.
  const timeZone = ctx.now.getUTCHours() < 12 ? 'Etc/GMT-12' : 'UTC';
  const day = addDays(ctx.now.toISOString().slice(0, 10), -10);
  for (const [one, many] of [
    [ctx, 500],
    [small, 499],
  ] as const) {
    await putSettings(again(one), PutSettings.parse({ timeZone }));
    await answered(one, [{ day, counts: [0, 0, 0, 0, many] }]);
  }
  for (let fired = 0; fired < 2; fired++) await handler({}, aLambdaContext(600_000));
  const state = await prediction(ctx);
  // Counted, but none of them is stored: so much for what could be learnt from.
  expect(state).toMatchObject({ state: 'refused', n: 0, reason: { reason: 'too_few', need: 500, have: 0 } });
  expect(state.trainedAt).toBeDefined();
  await handler({}, aLambdaContext(600_000));
  expect((await prediction(ctx)).trainedAt).toBe(state.trainedAt);
  expect((await prediction(small)).trainedAt).toBeUndefined();
}, 60_000);
