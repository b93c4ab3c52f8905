import { expect, test } from 'vitest';
import { PutSettings } from '../company/settings.schema.ts';
import { putSettings } from '../company/settings.ts';
import { aContext } from '../testing/context.ts';
import { list } from './feedback.list.ts';
import { masked } from './feedback.mask.ts';
import type { Feedback } from './feedback.schema.ts';
import { submit } from './feedback.submit.ts';
import { get } from './feedback.ts';

const comments = 'Write to ana@example.com or call +44 20 7946 0018, please.';

test('where a company wants it, lists show the kind of personal data in place of it, before and after the analysis', async () => {
  const ctx = aContext();
  await putSettings(ctx, PutSettings.parse({ privacy: { maskPii: { lists: true } } }));
  const { feedback } = await submit(ctx, { source: 'api', comments });
  const { items } = await list(ctx, { limit: 10 });
  expect(items[0]?.comments).toBe('Write to [EMAIL] or call [PHONE], please.');
  // Whoever opens the record itself needs what it says.
  expect((await get(ctx, { feedbackId: feedback.feedbackId })).comments).toBe(comments);
});

test('what the analysis found is masked, names too', () => {
  const analysis = { status: 'done', pii: [{ type: 'NAME', field: 'comments', start: 0, end: 3 }] };
  expect(masked({ comments: 'Ana was kind', subject: 'Ana', analysis } as Feedback)).toMatchObject({
    comments: '[NAME] was kind',
    subject: 'Ana',
  });
});

test('without the setting nothing is masked', async () => {
  const ctx = aContext();
  await submit(ctx, { source: 'api', comments });
  expect((await list(ctx, { limit: 10 })).items[0]?.comments).toBe(comments);
});
