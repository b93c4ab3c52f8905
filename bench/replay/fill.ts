import { feedbackEventsOf } from '../../shared/feedback/feedback.events.ts';
import type { StoredFeedback } from '../../shared/feedback/feedback.schema.ts';
import { keep } from '../../shared/journal/journal.ts';
import type { BusEvent } from '../../shared/kernel/bus.ts';
import { aContext } from '../../shared/testing/context.ts';
import { randomOf } from '../../shared/testing/random.ts';
import { aRun } from '../run-of-records.ts';

const DAY_MS = 86_400_000;
const TEAMS = 20;
const AT_ONCE = 16;

type Fill = { companyId: string; events: number; perRow: number; everyMs: number; to: number };

/**
 * Fills the journal of a company with what its records tell as they come and are analysed, half of the events each, and
 * says when that began. Every eleventh day is a bad one.
 */
export async function fill({ companyId, events, perRow, everyMs, to }: Fill): Promise<number> {
  const random = randomOf(1);
  const rows = Math.ceil(events / perRow);
  const from = to - rows * everyMs;
  const one = async (row: number): Promise<void> => {
    const at = new Date(from + row * everyMs);
    const told = aRun(perRow / 2, companyId, at).flatMap((record) => lifeOf(record, at, random));
    await keep(aContext({ companyId }), told, new Date(at.getTime() + 2_000));
  };
  for (let row = 0; row < rows; row += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows - row) }, (_, index) => one(row + index)));
  return from;
}

function lifeOf(record: StoredFeedback, at: Date, random: () => number): BusEvent[] {
  const isBad = Math.floor(at.getTime() / DAY_MS) % 11 === 0;
  const team = Math.floor(random() * TEAMS);
  const after: StoredFeedback = {
    ...record,
    category: team % 3 === 0 ? 'billing' : 'shipping',
    snapshot: { ...record.snapshot, teamId: `team-${team}` },
    scores: [{ metric: 'csat', value: 1 + Math.floor(random() * (isBad ? 3 : 5)), scaleMin: 1, scaleMax: 5 }],
  };
  const analysed: StoredFeedback = {
    ...after,
    revision: after.revision + 1,
    updatedAt: new Date(at.getTime() + 1_000).toISOString(),
    lastAction: 'score',
    analysis: { ...after.analysis, status: 'done', sentiment: 'positive', sentimentScore: 60, urgency: 'normal' },
  };
  return [...feedbackEventsOf({ after }), ...feedbackEventsOf({ before: after, after: analysed })];
}
