import type { Context } from '../kernel/context.ts';
import type { DecideTriage } from './triage.requests.schema.ts';
import { isWaiting, type TriageItem } from './triage.schema.ts';

type First = NonNullable<TriageItem['firstDecision']>;

/**
 * What numbers keep of a decision that is the first one of a record, so that later ones move no number of the past: when
 * it was made, whether the record waited for it, and of each suggestion that it says something about whether it was kept.
 * A tracker has seen no suggestions.
 */
export function firstDecision(ctx: Context, item: TriageItem | undefined, says: DecideTriage): First {
  const waited = item !== undefined && isWaiting(item);
  const at = ctx.now.toISOString();
  if (!waited || ctx.actor.kind === 'tracker') return { at, waited, suggested: [] };
  const suggested = item.suggestions.map(({ kind, value }) => {
    const said = says[kind === 'initiative' ? 'initiativeId' : kind];
    return { kind, outcome: said === undefined ? ('unsaid' as const) : said === value ? 'kept' : 'changed' };
  }) satisfies First['suggested'];
  return { at, waited, suggested };
}

/** The same once a decision was taken back: of a record that waits again, none was made. */
export const firstAfterReturn = ({ firstDecision: first }: TriageItem, status: TriageItem['status']) =>
  first && status === 'new' ? { ...first, takenBack: true as const } : first;
