import { expect, test } from 'vitest';
import { SubmitFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import { bodyOf, emptyDraft, scales } from './draft.ts';

test('what is left empty is left out, and every score that can be chosen is one that the API takes', () => {
  expect(bodyOf({ ...emptyDraft, comments: ' Late again. ', email: ' a@example.com ' })).toEqual({
    source: 'phone',
    comments: 'Late again.',
    contact: { email: 'a@example.com' },
  });
  for (const { value } of scales) {
    const { success, data } = SubmitFeedback.safeParse(bodyOf({ ...emptyDraft, score: value }));
    expect({ value, success }).toEqual({ value, success: true });
    expect(`${data?.scores?.[0]?.metric}:${data?.scores?.[0]?.value}`).toBe(value);
  }
});
