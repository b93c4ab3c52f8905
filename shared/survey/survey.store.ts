import { replace } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idMonth, keyPart } from '../kernel/ids.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore, type Stored } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { SurveyAction } from './survey.events.ts';
import { Survey } from './survey.schema.ts';
import { type Answered, SurveyRow } from './survey.stored.schema.ts';

/** A survey as stored: the public record and what the machinery needs. */
export type StoredSurvey = Stored<SurveyRow>;
/** The most that an answer may change: a field that is not listed does not compile, so none is left standing by a burst. */
export type AnswerChanges = Partial<
  Answered & Pick<StoredSurvey, 'feedbackId' | 'lastPost' | 'before' | 'quarantine' | 'dueKind' | 'dueAt'>
>;

/** Nothing more will happen to a survey by itself. */
export const notDue = { dueKind: undefined, dueAt: undefined };

const ticketPart = (ticketId: string): string => `svticket#${keyPart(ticketId)}`;

export const surveys = defineStore('survey', SurveyRow, {
  id: 'surveyId',
  key: { pk: ({ surveyId }) => `sv#${idMonth(surveyId)}`, sk: ({ surveyId }) => surveyId },
  indexes: {
    ofTicket: {
      on: 'gsi5',
      pk: ({ relatedTo }) => relatedTo?.ticketId && ticketPart(relatedTo.ticketId),
      sk: ({ surveyId }) => surveyId,
    },
  },
  due: ({ dueAt }) => dueAt,
  shown: (survey): Survey => partOf(Survey, survey),
});

/**
 * Writes what a survey that has been read says from now on, and what else follows from it; throws what `isContention`
 * knows where somebody changed it since.
 */
export const replaceSurvey = (
  ctx: Context,
  before: StoredSurvey,
  changes: Partial<SurveyRow>,
  action: SurveyAction,
  also: TransactItem[] = [],
): Promise<StoredSurvey> =>
  // What a caller is answered is a page, a decision or more than this survey: whoever serves keeps it for its key.
  replace({ ...ctx, idempotency: undefined }, surveys, before, { ...before, ...changes }, { action, also });

/** Ids of the surveys of a ticket, newest first. */
export async function surveyIdsOfTicket(ctx: Context, ticketId: string): Promise<Id<'survey'>[]> {
  const ids: Id<'survey'>[] = [];
  const partition = `${companyPrefix(ctx.companyId)}${ticketPart(ticketId)}`;
  for await (const page of walkPartition<{ sk: Id<'survey'> }>(ctx, partition, { index: 'gsi5' }))
    ids.push(...page.map(({ sk }) => sk));
  return ids.toReversed();
}
