import type { ShownRun } from '../../../shared/report-run/run.schema.ts';
import { reportsTexts } from './texts/texts.ts';

const looks: Partial<Record<ShownRun['status'], string>> = { done: 'ok', done_with_errors: 'warn', failed: 'error' };

/** Runs that are under way are read again until they are over. */
export const isUnderWay = ({ status }: Pick<ShownRun, 'status'>): boolean =>
  ['queued', 'computing', 'printing', 'sending'].includes(status);

/** How a run stands, and why. */
export function RunState({ run: { status, reason, late } }: { run: Pick<ShownRun, 'status' | 'reason' | 'late'> }) {
  const r = reportsTexts();
  return (
    <>
      <span className={`tag ${looks[status] ?? ''}`}>{r.runStatuses[status]}</span>{' '}
      {late && <span className="tag warn">{r.late}</span>} {reason && <span className="note">{r.reasons[reason]}</span>}
    </>
  );
}
