import type { FollowUp } from '../../../shared/follow-up/follow-up.schema.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { exact, relative } from '../kit/when.tsx';
import { followUpTexts } from './texts/texts.ts';

type Timed = Pick<FollowUp, 'status' | 'dueAt' | 'closedAt'>;
const isClosed = ({ status }: Pick<FollowUp, 'status'>): boolean => status === 'resolved' || status === 'no_action';

/** When it is due, in words; what is overdue says so by more than its colour. */
export function Due({ of }: { of: Timed }) {
  const f = followUpTexts();
  const at = isClosed(of) ? (of.closedAt ?? of.dueAt) : of.dueAt;
  const late = !isClosed(of) && Date.parse(of.dueAt) < Date.now();
  const words = isClosed(of) ? f.closedOn : late ? f.overdueSince : f.dueIn;
  return (
    <time dateTime={at} title={exact(at)} className={late ? 'late' : undefined}>
      {words(relative(at))}
    </time>
  );
}

/** What it is about, as far as the record says: the first of theme, category and source. */
export function aboutOf({ about: { theme, category, source } }: Pick<FollowUp, 'about'>): string {
  const words = [category, theme].filter(Boolean).join(' › ');
  return words || (feedbackTexts().sources[source] ?? source);
}

export const StateTag = ({ status }: Pick<FollowUp, 'status'>) => (
  <span className="tag">{feedbackTexts().states[status] ?? status}</span>
);

/** Every urgency by its name; the two that are more than usual stand out. */
export const Urgency = ({ urgency }: Pick<FollowUp, 'urgency'>) => (
  <span className={`tag ${urgency}`}>{feedbackTexts().urgencies[urgency]}</span>
);
