import type { Context } from '../kernel/context.ts';
import { partOf } from '../kernel/json.ts';
import type { TimelineSource } from '../kernel/timeline.ts';
import type { ItemKey } from '../kernel/walk.ts';
import { decisionPartition, type WrittenDecision } from './decision.store.ts';
import { Decision } from './survey.schema.ts';

const shown = (row: ItemKey): WrittenDecision => partOf(Decision, row as WrittenDecision) as WrittenDecision;

function entryOf(decision: WrittenDecision) {
  const { decisionId, at, sent, reason, surveyId, kind } = decision;
  const no = kind === undefined || kind === 'follow_up' ? 'Not asked' : 'Not sent';
  const survey = surveyId && { type: 'survey' as const, id: surveyId };
  return {
    at,
    kind: 'survey' as const,
    ref: survey ?? { type: 'decision' as const, id: decisionId },
    title: sent ? 'Survey scheduled' : `${no}: ${(reason ?? 'unknown reason').replaceAll('_', ' ')}`,
    ...(sent && { direction: 'outbound' as const }),
    decision,
  };
}

/** Whether a person was asked, and why not. */
export const decisionTimeline = {
  id: 'decision',
  permission: 'surveys:read',
  partition: ({ companyId }: Context, name: string) => decisionPartition(companyId, name),
  entries: async (_: Context, rows: readonly ItemKey[]) => rows.map((row) => entryOf(shown(row))),
} as const satisfies TimelineSource<unknown>;
