import { expect, test } from 'vitest';
import { change } from '../feedback/feedback.change.ts';
import { given } from '../feedback/testing/given.ts';
import { type CountableFollowUp, countedFollowUps } from '../follow-up/follow-up.counted.ts';
import { PutFollowUpSettings } from '../follow-up/follow-up-settings.schema.ts';
import { putFollowUpSettings } from '../follow-up/follow-up-settings.ts';
import { again } from '../feedback/testing/given.ts';
import { applyChanges, tableStore } from '../metrics/rollup.ts';
import { aContext } from '../testing/context.ts';
import { RootCausesQuery } from './root-causes.schema.ts';
import { rootCauses } from './root-causes.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const november = RootCausesQuery.parse({ from: '2026-11-01', to: '2026-11-20' });

test('unhappy records hang below the cause that their follow-up was closed with, or say that nobody asked', async () => {
  const ctx = aContext({ now });
  const causes = [
    { code: 'process', label: { en: 'Process' } },
    { code: 'handover', label: { en: 'Handover' }, parent: 'process' },
  ];
  await putFollowUpSettings(again(ctx), { body: PutFollowUpSettings.parse({ rootCauses: causes }) });
  const unhappy = (at: number, value = 1) =>
    given(ctx, {
      occurredAt: `2026-11-${String(1 + at).padStart(2, '0')}T08:00:00.000Z`,
      scores: [{ metric: 'csat', value, scaleMin: 1, scaleMax: 5 }],
      category: 'delivery',
      contact: { email: `p${at % 3}@example.com` },
    });
  for (let at = 0; at < 6; at++) {
    const { feedbackId } = await unhappy(at);
    await change(again(ctx), feedbackId, 'edit', (before) => ({
      ...before,
      followUp: { required: true, status: 'resolved', rootCause: 'handover' },
    }));
  }
  for (let at = 6; at < 11; at++) await unhappy(at, 2);
  // Neither unhappy, nor in the period.
  await unhappy(3, 5);
  const { tree, complete, previous } = await rootCauses(ctx, november);
  expect({ complete, previous }).toEqual({ complete: true, previous: { from: '2026-10-12', to: '2026-10-31' } });
  expect(tree.map(({ path, n, score }) => [path.map(({ key, kind }) => key ?? kind).join('/'), n, score])).toEqual([
    ['', 11, 16 / 11],
    ['delivery', 11, 16 / 11],
    ['delivery/theme', 11, 16 / 11],
    ['delivery/theme/process', 6, 1],
    ['delivery/theme/process/handover', 6, 1],
    ['delivery/theme/not_asked', 5, 2],
  ]);
  expect(tree[0]).toMatchObject({ voices: 3, share: 1, change: null });
});

test('who was won back stands with the company, its categories and causes, those of a cause with those below it', async () => {
  const ctx = aContext({ now });
  const causes = [
    { code: 'process', label: { en: 'Process' } },
    { code: 'handover', label: { en: 'Handover' }, parent: 'process' },
  ];
  await putFollowUpSettings(again(ctx), { body: PutFollowUpSettings.parse({ rootCauses: causes }) });
  for (let at = 0; at < 6; at++) {
    const { feedbackId } = await given(ctx, { category: 'delivery', occurredAt: '2026-11-10T08:00:00.000Z' });
    await change(again(ctx), feedbackId, 'edit', (before) => ({
      ...before,
      followUp: { required: true, status: 'resolved', rootCause: 'handover' },
    }));
  }
  const csat = (value: number) => ({ metric: 'csat', value, scaleMin: 1, scaleMax: 5 });
  const closed = (at: number, code: string, after: number): CountableFollowUp => ({
    followUpId: `fu_${at}`,
    about: { category: at === 0 ? 'app' : 'delivery' },
    cycles: [
      {
        n: 1,
        openedAt: '2026-11-02T08:00:00.000Z',
        firstTouchDueAt: '2026-11-03T08:00:00.000Z',
        closedAt: '2026-11-04T08:00:00.000Z',
        closedAs: 'resolved',
        rootCause: { code },
        resurvey: {
          state: 'answered',
          askedAt: '2026-11-05T08:00:00.000Z',
          answeredAt: '2026-11-06T08:00:00.000Z',
          before: csat(1),
          after: csat(after),
        },
      },
    ],
  });
  const all = [closed(0, 'process', 2), closed(1, 'handover', 5), closed(2, 'handover', 5), closed(3, 'handover', 1)];
  await applyChanges(
    tableStore(ctx, countedFollowUps, () => Promise.resolve({ timeZone: 'UTC', dayBoundary: '00:00' })),
    all.map((record) => ({ id: record.followUpId, month: '2026-11', page: record.followUpId, revision: 1, record })),
  );
  const { tree } = await rootCauses(ctx, november);
  const told = tree.map(({ path, recovery }) => [
    path.at(-1)?.key ?? path.at(-1)?.kind ?? '',
    recovery?.value,
    recovery?.n,
  ]);
  expect(told).toEqual([
    ['', 1 / 2, 4],
    ['delivery', 2 / 3, 3],
    ['theme', undefined, undefined],
    ['process', 1 / 2, 4],
    ['handover', 2 / 3, 3],
  ]);
  expect(tree[0]?.recovery?.interval?.low).toBeCloseTo(0.15, 2);
});

test('agents are refused', async () => {
  await expect(rootCauses(aContext({ now, role: 'agent' }), november)).rejects.toMatchObject({ code: 'forbidden' });
});
