import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { invalid, orNone } from '../http/problem.ts';
import { get as getInitiative } from '../initiative/initiative.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { DecideTriage } from './triage.requests.schema.ts';
import { mainOf, recordOf } from './voices.ts';

type FeedbackId = Id<'feedback'>;

/** The main record that a duplicate is to have; 400 where there is none, or it would be its own. */
export async function mainFor(ctx: Context, feedbackId: FeedbackId, duplicateOf: string): Promise<StoredFeedback> {
  const refuse = (detail: string) => invalid({ pointer: '#/duplicateOf', detail });
  if (duplicateOf === feedbackId) throw refuse('must not be the record itself');
  const named = await recordOf(ctx, duplicateOf as FeedbackId);
  const main = named && (await mainOf(ctx, named));
  if (!named || !main || named.deletedAt !== undefined || main.deletedAt !== undefined)
    throw refuse('names no record of the company');
  if (main.feedbackId === feedbackId) throw refuse('is a duplicate of this record');
  return main;
}

/** A theme is one of the company’s taxonomy where that has themes, or what the record says already. */
export function refuseUnknownTheme(
  { theme }: DecideTriage,
  before: StoredFeedback,
  known: readonly { name: string }[],
): void {
  if (theme === undefined || known.length === 0 || theme === before.theme) return;
  if (!known.some(({ name }) => name === theme))
    throw invalid({ pointer: '#/theme', detail: 'is not in the company’s taxonomy' });
}

/** An initiative is one of the company. */
export async function refuseUnknownInitiative(ctx: Context, initiativeId: Id<'initiative'>): Promise<void> {
  if (!(await orNone(getInitiative(ctx, { initiativeId }))))
    throw invalid({ pointer: '#/initiativeId', detail: 'names no initiative of the company' });
}
