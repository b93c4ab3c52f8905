import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import type { Score } from '../feedback/feedback.parts.schema.ts';
import type { Feedback, StoredFeedback } from '../feedback/feedback.schema.ts';
import { rescaled } from '../metrics/statistics.ts';
import type { Draft } from '../kernel/change.ts';
import type { Praise } from './praise.schema.ts';
import { keptUntil, praiseIdOf } from './praise.store.ts';

const SHORTEST = 20;
const LONGEST = 600;
const grateful: readonly string[] = ['joy', 'gratitude'];

const isHigh = ({ metric, value, scaleMin, scaleMax }: Score): boolean => {
  if (metric === 'csat') return rescaled({ value, min: scaleMin, max: scaleMax, count: 1 }, 5) >= 4.5;
  return metric === 'nps' && scaleMin === 0 && scaleMax === 10 && value >= 9;
};

type Judged = Pick<FeedbackEvent, 'scores' | 'snapshot' | 'analysis'>;

/** Whether an agent is praised, by what is known without the text. */
export const canPraise = ({ scores = [], snapshot, analysis }: Judged): boolean =>
  snapshot?.agentId !== undefined &&
  analysis?.sentiment === 'positive' &&
  (scores.some(isHigh) || (analysis.emotions ?? []).some((emotion) => grateful.includes(emotion)));

/**
 * Whether a record is on the praise wall of its agent: `yes`, `no`, or `pending` while its texts are analysed anew. An answer
 * of an anonymous survey is never quoted, however many there are.
 */
export function isPraise(
  record: Feedback & Pick<Partial<StoredFeedback>, 'templateVersion'>,
  now: Date,
): 'yes' | 'no' | 'pending' {
  const { comments = '', deletedAt, excluded, templateVersion, analysis } = record;
  const length = comments.trim().length;
  const isKept = deletedAt === undefined && !excluded && templateVersion === undefined && keptUntil(record) > now;
  if (!isKept || length < SHORTEST || length > LONGEST) return 'no';
  if (analysis?.status === 'pending' && analysis.sentiment === undefined) return 'pending';
  return canPraise(record) ? 'yes' : 'no';
}

/** The praise that a record is; undefined where it names no agent. */
export function draftOf({ feedbackId, snapshot, occurredAt }: Feedback): Draft<Praise> | undefined {
  const agentId = snapshot?.agentId;
  if (agentId === undefined) return undefined;
  return { praiseId: praiseIdOf(feedbackId), feedbackId, agentId, occurredAt, thanked: [] };
}
