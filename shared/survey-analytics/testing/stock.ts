import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { RecordChange } from '../../metrics/counted-kind.ts';
import { applyChanges, tableStore } from '../../metrics/rollup.ts';
import type { SurveyTemplate } from '../../survey-template/survey-template.schema.ts';
import { type CountableDecision, countedDecisions } from '../decision.counted.ts';
import { type CountableSurvey, countedSurveys } from '../survey.counted.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const settings = async () => ({ timeZone: 'UTC', dayBoundary: '00:00' });
const ends = ['completed', 'completed', 'delivered', 'expired', 'bounced', 'partial', 'opened'] as const;

function aSurvey({ templateId, version }: SurveyTemplate, at: Date, index: number): CountableSurvey {
  const status = ends[index % ends.length] ?? 'sent';
  const after = (minutes: number): string => new Date(at.getTime() + minutes * MINUTE).toISOString();
  const answered = status === 'completed' || status === 'partial';
  return {
    surveyId: newId('survey', at),
    templateId,
    templateVersion: version,
    status,
    createdAt: after(0),
    sentAt: after(0),
    ...(status !== 'bounced' && { deliveredAt: after(1) }),
    language: 'en',
    contact: { email: 'person@example.com' },
    snapshot: { agentId: 'agent-7', channel: 'chat' },
    ...(answered && { responses: [{ questionId: 'satisfaction', type: 'csat', answer: (index % 5) + 1 }] }),
    ...(status === 'completed' && { completedAt: after(2 + (index % 500)), feedbackId: newId('feedback', at) }),
  };
}

/**
 * Counts so many surveys and their decisions over the last 90 days; only the counters are written, not the surveys. All
 * are of one template, agent and mail domain, and the first of each day is answered: rows that there are not yet cost nothing, and would make the few cheaper.
 */
export async function countSurveys(ctx: Context, template: SurveyTemplate, count: number): Promise<void> {
  const days = 90;
  const each = Math.floor(count / days);
  for (let day = 0; day < days; day++) {
    const at = new Date(ctx.now.getTime() - day * DAY);
    const number = each + (day < count % days ? 1 : 0);
    const surveys = Array.from({ length: number }, (_, index) => aSurvey(template, at, index));
    const month = at.toISOString().slice(0, 7);
    // As those of a bulk, many share a page of the ledger: it is not what is measured.
    const placed = { month, page: `page-${day}`, revision: 1 };
    const asked = surveys.map((record): RecordChange<CountableSurvey> => ({ ...placed, id: record.surveyId, record }));
    const decided = surveys.map(({ surveyId }, index): RecordChange<CountableDecision> => {
      const decisionId = newId('decision', at);
      const yes = index % 4 > 0;
      const how = yes ? { sent: true, surveyId } : { sent: false, reason: 'quiet_period' };
      const record = { decisionId, at: at.toISOString(), templateId: template.templateId, ...how };
      return { ...placed, id: decisionId, record };
    });
    await applyChanges(tableStore(ctx, countedSurveys, settings), asked);
    await applyChanges(tableStore(ctx, countedDecisions, settings), decided);
  }
}
