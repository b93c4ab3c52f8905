import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { formatValue } from '../../chart/format.ts';
import { spoken } from '../texts/console.ts';
import { feedbackTexts } from './texts/texts.ts';

type Scores = Feedback['scores'];
const number = (value: number): string => formatValue(spoken(), 'points', value);

/** Each answer on its own scale, as 1–5, 0–10 and 1–7 all occur: `CSAT 4 / 5`. */
export const scoreWords = (scores: Scores = []): string =>
  scores
    .map(({ metric, value, scaleMax }) => `${metric.toUpperCase()} ${number(value)} / ${number(scaleMax)}`)
    .join(', ');

export const whoOf = ({ customerId, contact }: Feedback): string =>
  contact?.name ?? contact?.email ?? customerId ?? feedbackTexts().anonymous;

const NAME = 60;
/** A record in a few words: what it is about, or how it begins. */
export function nameOf({ subject, comments, feedbackId }: Feedback): string {
  const words = Array.from(subject ?? comments ?? feedbackId);
  return words.length > NAME ? `${words.slice(0, NAME).join('')}…` : words.join('');
}

export const SentimentTag = ({ sentiment }: { sentiment: string | undefined }) =>
  sentiment === undefined ? null : (
    <span className={`tag sentiment ${sentiment}`}>{feedbackTexts().sentiments[sentiment]}</span>
  );

/** Only where somebody should look sooner than usual. */
export const UrgencyTag = ({ urgency }: { urgency: string | undefined }) =>
  urgency === 'high' || urgency === 'critical' ? (
    <span className={`tag ${urgency}`}>{feedbackTexts().urgencies[urgency]}</span>
  ) : null;
