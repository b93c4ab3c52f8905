import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import type { StoredFeedback } from '../../shared/feedback/feedback.schema.ts';
import { recordOf } from '../../shared/feedback/feedback.submit.ts';
import { systemContext } from '../../shared/kernel/context.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';

const DAY_MS = 86_400_000;

/** Texts of the kinds that files get wrong: formulas, quotes, line breaks, other letters than English has, none at all. */
const texts = [
  '=1+1 is what the invoice says, and nobody can tell me why it says so. I have asked twice by now.',
  'Quick, friendly, and the "second" answer was right.\nThank you; I had not expected that on a Sunday.',
  'Größe und Farbe stimmen nicht, und die Rückgabe dauert schon drei Wochen. Niemand geht ans Telefon.',
  'The app logs me out every time, so I have to begin again; after three times I gave up and called.',
  undefined,
];
const sentiments = ['positive', 'neutral', 'negative', 'mixed'] as const;

const said = (index: number): SubmitFeedback => ({
  source: (['support_ticket', 'survey', 'email', 'chat'] as const)[index % 4] ?? 'api',
  type: (['complaint', 'praise', 'question'] as const)[index % 3] ?? 'other',
  customerId: `customer-${index % 9_973}`,
  contact: { name: `Ada ${index}`, email: `ada.${index}@example.com` },
  scores: [
    { metric: 'csat', value: (index % 5) + 1, scaleMin: 1, scaleMax: 5 },
    ...(index % 2 === 0 ? [{ metric: 'nps' as const, value: index % 11, scaleMin: 0, scaleMax: 10 }] : []),
    ...(index % 3 === 0 ? [{ metric: 'ces' as const, value: (index % 7) + 1, scaleMin: 1, scaleMax: 7 }] : []),
  ],
  ...(texts[index % 5] !== undefined && { comments: `${texts[index % 5]} ${index}` }),
  language: (['en', 'de', 'fr'] as const)[index % 3] ?? 'en',
  category: ['billing', 'delivery', 'product', 'account'][index % 4],
  subcategory: ['first', 'second'][index % 2],
  tags: ['invoice', `week-${index % 26}`],
  ticketId: `T-${index}`,
  ...(index % 3 === 0 && { externalId: `e-${index}` }),
  snapshot: {
    agentId: `agent-${index % 12}`,
    teamId: `team-${index % 3}`,
    channel: ['chat', 'phone', 'mail'][index % 3],
    segment: ['home', 'work'][index % 2],
    tier: ['gold', 'silver', 'bronze'][index % 3],
    resolutionMinutes: index % 240,
    firstContactResolved: index % 4 !== 0,
  },
  data: { place: index, inner: { list: [1, 'x'] } },
});

/** Every so many records one is excluded, or deleted. */
const EXCLUDED = 97;
const DELETED = 211;
export const isDeleted = (index: number): boolean => index % DELETED === DELETED - 1;

/** So many records over so many days until an instant. */
export type Spread = { count: number; days: number; until: Date };

/** The record of a number, each time the same. */
export function recordAt(companyId: string, index: number, { count, days, until }: Spread): StoredFeedback {
  const at = new Date(until.getTime() - Math.floor(((count - index) * days * DAY_MS) / count));
  const feedbackId = deterministicId('feedback', at, `${companyId} ${index}`);
  const ctx = systemContext(companyId, 'volume', { now: at, requestId: `volume-${index}` });
  const record = recordOf(ctx, said(index), at, feedbackId, feedbackId);
  const sentiment = sentiments[index % 4] ?? 'neutral';
  const isWritten = record.analysis?.status === 'pending';
  const day = at.toISOString();
  return {
    ...record,
    ...(isWritten && {
      analysis: {
        status: 'done',
        language: record.language,
        sentiment,
        sentimentScore: { positive: 70, neutral: 0, negative: -65, mixed: 5 }[sentiment],
        urgency: index % 9 === 0 ? 'high' : 'normal',
        emotions: index % 2 === 0 ? ['frustration'] : [],
        keyTopics: ['invoice', 'answer'],
      },
      analysisStatus: 'done',
    }),
    ...(index % EXCLUDED === 0 && { excluded: { reason: 'spam', by: 'volume', at: day } }),
    ...(isDeleted(index) && { deletedAt: day }),
  } as StoredFeedback;
}
