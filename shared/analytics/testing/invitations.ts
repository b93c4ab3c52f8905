import type { Context } from '../../kernel/context.ts';
import { applyChanges, tableStore } from '../../metrics/rollup.ts';
import { type CountableSurvey, countedSurveys } from '../../survey-analytics/survey.counted.ts';

/** People invited on a day: how many, and how many of them answered, after a reminder too. */
export type Invited = {
  day: string;
  invited: number;
  answered: number;
  afterReminder?: number;
  snapshot: CountableSurvey['snapshot'];
};

/** Counts surveys as the stream reader would have done. */
export async function invitations(ctx: Context, given: readonly Invited[]): Promise<void> {
  let next = 0;
  const records = given.flatMap(({ day, invited, answered, afterReminder = 0, snapshot }) =>
    Array.from({ length: invited }, (_, index): CountableSurvey => ({
      surveyId: `sv_${next++}`,
      templateId: 'tpl_1',
      templateVersion: 1,
      status: index < answered ? 'completed' : 'sent',
      createdAt: `${day}T10:00:00.000Z`,
      sentAt: `${day}T10:00:00.000Z`,
      language: 'en',
      snapshot,
      remindersSent: index < afterReminder ? 1 : 0,
    })),
  );
  const changes = records.map((record, index) => ({
    id: record.surveyId,
    month: record.createdAt.slice(0, 7),
    page: `sv_${Math.floor(index / 50)}`,
    revision: 1,
    record,
  }));
  const settings = { timeZone: 'UTC', dayBoundary: '00:00' };
  await applyChanges(
    tableStore(ctx, countedSurveys, () => Promise.resolve(settings)),
    changes,
  );
}
