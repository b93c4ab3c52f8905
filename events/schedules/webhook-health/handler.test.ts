import { beforeAll, expect, test } from 'vitest';
import { enlist } from '../../../shared/kernel/companies.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { failed } from '../../../shared/webhook/endpoint-state.ts';
import { setState } from '../../../shared/webhook/state.store.ts';
import { pause } from '../../../shared/webhook/switching.ts';
import { CreateWebhook } from '../../../shared/webhook/webhook.schema.ts';
import { create } from '../../../shared/webhook/webhook.ts';
import { handler } from './handler.ts';

// It goes through every company there is.
beforeAll(ownTable);
// An exception of the configuration is not looked up in the DNS.
beforeAll(() => void (process.env['WEBHOOK_ALLOWED'] = '127.0.0.1:9'));

test('the share of open breakers is that of all companies; what is paused or failed once is no open breaker, and few webhooks say nothing', async () => {
  const percent = async () => {
    const lines = await logged(() => handler({}, { getRemainingTimeInMillis: () => 120_000 }));
    return lines.flatMap((line) => line['webhook_breakers_open_percent'] ?? []);
  };
  for (const failures of [[0, 1, 5], [5]]) {
    expect(await percent()).toEqual([0]);
    const ctx = aContext();
    await enlist(ctx);
    const body = CreateWebhook.parse({ url: 'http://127.0.0.1:9/', events: ['initiative.*'] });
    for (const times of failures) {
      const { endpointId } = await create(ctx, { body });
      for (let time = 0; time < times; time++)
        await setState(ctx, endpointId, (state) => failed(state, ctx.now, { probe: false }));
    }
    const paused = await create(ctx, { body });
    for (let time = 0; time < 5; time++)
      await setState(ctx, paused.endpointId, (state) => failed(state, ctx.now, { probe: false }));
    await pause(ctx, paused);
  }
  expect(await percent()).toEqual([0]);
  const ctx = aContext();
  await enlist(ctx);
  await create(ctx, { body: CreateWebhook.parse({ url: 'http://127.0.0.1:9/', events: ['initiative.*'] }) });
  expect(await percent()).toEqual([40]);
});
