import type { SubmitFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';

/** What is typed in of a new record; a score is `metric:value`. */
export type Draft = {
  comments: string;
  source: string;
  type: string;
  score: string;
  customerId: string;
  contactName: string;
  email: string;
  category: string;
};

export const emptyDraft: Draft = {
  comments: '',
  source: 'phone',
  type: '',
  score: '',
  customerId: '',
  contactName: '',
  email: '',
  category: '',
};

const ranges = [
  { metric: 'csat', scaleMin: 1, scaleMax: 5 },
  { metric: 'nps', scaleMin: 0, scaleMax: 10 },
  { metric: 'ces', scaleMin: 1, scaleMax: 7 },
] as const;

/** Every answer on every scale, worst first: what can be chosen. */
export const scales = ranges.flatMap(({ metric, scaleMin, scaleMax }) =>
  Array.from({ length: scaleMax - scaleMin + 1 }, (_, step) => ({
    value: `${metric}:${scaleMin + step}`,
    name: `${metric.toUpperCase()} ${scaleMin + step} / ${scaleMax}`,
  })),
);

/** The record to be sent: what was left empty is left out. */
export function bodyOf(draft: Draft): SubmitFeedback {
  const [metric, value] = draft.score.split(':');
  const range = ranges.find((one) => one.metric === metric);
  const said = (text: string): string | undefined => text.trim() || undefined;
  const contact = { name: said(draft.contactName), email: said(draft.email) };
  const known = Object.entries({
    type: said(draft.type),
    comments: said(draft.comments),
    customerId: said(draft.customerId),
    category: said(draft.category),
    contact: (contact.name ?? contact.email) ? (JSON.parse(JSON.stringify(contact)) as object) : undefined,
    scores: range && [{ ...range, value: Number(value) }],
  }).filter(([, one]) => one !== undefined);
  return { source: draft.source, ...Object.fromEntries(known) } as SubmitFeedback;
}
