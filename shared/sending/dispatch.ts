import { dispatch, type Dispatched, type DispatchParts as Parts, type DueKind } from '../kernel/due.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { type StoredSurvey, surveys } from '../survey/survey.store.ts';
import { type DueParts, postpone, runDue } from './due.ts';

export type DispatchParts = DueParts & Parts;

const dueSurveys = (parts: DueParts): DueKind<StoredSurvey> => ({
  kind: surveys.kind,
  find: (ctx, id) => surveys.find(ctx, id as Id<'survey'>),
  dueAt: (survey) => surveys.dueAt(survey),
  run: (ctx, survey) => runDue(parts, ctx, survey),
  postpone,
});

/** Does everything that is due with surveys (sends, reminds, expires, settles) and with records of other kinds. */
export const dispatchDue = (parts: DispatchParts, others: readonly DueKind[] = []): Promise<Dispatched> =>
  dispatch([dueSurveys(parts), ...others], parts);
