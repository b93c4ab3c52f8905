import { monthsRow } from '../../../shared/company/months.ts';
import { addressKey } from '../../../shared/customer/customer-key.ts';
import { writesOf } from '../../../shared/kernel/change.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { deterministicId, idMonth } from '../../../shared/kernel/ids.ts';
import type { CountingSettings } from '../../../shared/metrics/counted-kind.ts';
import { decisionPuts, type WrittenDecision } from '../../../shared/survey/decision.store.ts';
import { namesOf } from '../../../shared/survey/person.store.ts';
import { surveys } from '../../../shared/survey/survey.store.ts';
import type { SurveyTemplate } from '../../../shared/survey-template/survey-template.schema.ts';
import { countedDecisions } from '../../../shared/survey-analytics/decision.counted.ts';
import { countedSurveys } from '../../../shared/survey-analytics/survey.counted.ts';
import type { Asked } from '../history/asked.ts';
import type { Said } from '../history/said.ts';
import { feedbackIdOf, putsIn } from './feedback.ts';
import { Folded, type Row } from './folded.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const EXPIRY_DAYS = 14;
const REMINDED_AFTER = 3 * DAY;

type Template = Pick<SurveyTemplate, 'templateId' | 'version'>;
type About = { companyId: string; template: Template; answers: ReadonlyMap<string, Said>; now: Date };

const occasionOf = ({ number }: Asked) => ({ ticketId: `HT-${50_000 + number}` });
const emailOf = ({ customer }: Asked): string => `h${1_000 + customer}@example.com`;
const surveyIdOf = (companyId: string, { at, number }: Asked) =>
  deterministicId('survey', new Date(at), `${companyId} survey ${number}`);

/** A survey as it is when nothing more comes of it: answered, expired or bounced; the last ones are still open. */
function surveyOf({ companyId, template, answers, now }: About, asked: Asked) {
  const { at, customer, tier, channel, segment, agentId, teamId, language, answer, bounced } = asked;
  const after = (ms: number): string => new Date(Date.parse(at) + ms).toISOString();
  const said = answer && answers.get(answer.externalId);
  const isOver = Date.parse(at) + EXPIRY_DAYS * DAY <= now.getTime();
  const status = bounced ? 'bounced' : said ? 'completed' : isOver ? 'expired' : 'delivered';
  const reminded = asked.reminded && !said && !bounced && Date.parse(at) + REMINDED_AFTER <= now.getTime();
  const ctx = systemContext(companyId, 'demo', { now: new Date(at), requestId: `survey-${asked.number}` });
  return writesOf(
    ctx,
    surveys,
    undefined,
    {
      surveyId: surveyIdOf(companyId, asked),
      customerKey: addressKey(emailOf(asked)),
      templateId: template.templateId,
      templateVersion: template.version,
      status,
      contact: { name: `Customer H${1_000 + customer}`, email: emailOf(asked) },
      customerId: `H-${1_000 + customer}`,
      language,
      trigger: 'ticket.resolved',
      relatedTo: occasionOf(asked),
      snapshot: { agentId, teamId, channel, segment, tier },
      scheduledAt: at,
      sentAt: after(MINUTE),
      ...(!bounced && { deliveredAt: after(2 * MINUTE) }),
      ...(answer && said && answered(answer, after, feedbackIdOf(companyId, said), said.comments)),
      expiresOn: after(EXPIRY_DAYS * DAY),
      remindersSent: reminded ? 1 : 0,
      reminders: [],
      expiryMs: EXPIRY_DAYS * DAY,
      // What is still open expires by itself, as every survey does.
      ...(status === 'delivered' && { dueKind: 'expire' as const, dueAt: after(EXPIRY_DAYS * DAY) }),
      messageIds: [`demo-${asked.number}`],
      capDay: at.slice(0, 10),
    },
    { action: 'ask' },
  );
}

const answered = (
  { minutes, csat }: NonNullable<Asked['answer']>,
  after: (ms: number) => string,
  feedbackId: ReturnType<typeof feedbackIdOf>,
  comments: string | undefined,
) => ({
  startedAt: after(minutes * MINUTE - 30_000),
  completedAt: after(minutes * MINUTE),
  feedbackId,
  overallScore: csat,
  ...(comments !== undefined && { comments }),
  responses: [
    { questionId: 'satisfaction', question: 'How satisfied are you?', type: 'csat', answer: csat, score: csat },
  ],
});

const decisionOf = ({ companyId, template }: About, asked: Asked): WrittenDecision => ({
  decisionId: deterministicId('decision', new Date(asked.at), `${companyId} decision ${asked.number}`),
  at: asked.at,
  ...(asked.refused
    ? { sent: false, reason: asked.refused }
    : { sent: true, surveyId: surveyIdOf(companyId, asked), scheduledAt: asked.at }),
  templateId: template.templateId,
  trigger: 'ticket.resolved',
  relatedTo: occasionOf(asked),
});

/** All rows of surveys and of the decisions to ask or not, with what they are counted by. */
export function surveyRows(about: About, asked: readonly Asked[], settings: CountingSettings): Row[] {
  const { companyId } = about;
  const [ofSurveys, ofDecisions] = [
    new Folded(companyId, countedSurveys, settings),
    new Folded(companyId, countedDecisions, settings),
  ];
  const rows = asked.flatMap((one): Row[] => {
    const decision = decisionOf(about, one);
    const { decisionId: id, at } = decision;
    ofDecisions.add({ id, month: at.slice(0, 7), page: id, revisions: [decision] });
    const decisions = putsIn(decisionPuts(companyId, namesOf(`H-${1_000 + one.customer}`, emailOf(one)), decision));
    if (one.refused) return decisions;
    const { after: survey, writes } = surveyOf(about, one);
    const { surveyId } = survey;
    ofSurveys.add({ id: surveyId, month: idMonth(surveyId), page: surveyId, revisions: [survey] });
    return [...decisions, ...putsIn(writes)];
  });
  const months = new Set(asked.map(({ at }) => at.slice(0, 7)));
  return [...rows, ...ofSurveys.rows(), ...ofDecisions.rows(), monthsRow(about, months, 'sv')];
}
