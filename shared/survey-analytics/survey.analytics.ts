import { settingsOf } from '../company/settings.ts';
import { walk } from '../feedback/feedback.walk.ts';
import { Problem } from '../http/problem.ts';
import { addDays, dayRange, localDay, monthsBetween } from '../kernel/calendar.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { walkPartition } from '../kernel/walk.ts';
import { readTemplate } from '../survey/survey-template.store.ts';
import type { SurveyTemplate } from '../survey/survey-template.schema.ts';
import type { AnalyticsQuery, QuestionSummary, SurveyAnalytics } from './survey.analytics.schema.ts';
import { type AnsweredTemplate, type Counted, funnelOf, questionsOf, scannersOf } from './survey.funnel.ts';
import { senderOf } from '../survey/facts.ts';
import { fill, inLanguage } from '../survey/localized.schema.ts';
import { responsesOf } from '../answering/survey.feedback.ts';
import { fittingAnswers } from '../answering/survey-answers.ts';
import type { Answers } from '../survey/question.schema.ts';
import type { Decision } from '../survey/survey.schema.ts';
import { decisionPartition } from '../survey/survey.store.ts';
import { walkSurveys } from '../survey/survey.walk.ts';

const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;

type Survey = Counted & { createdAt: string };

/**
 * What became of the surveys that were asked for in a period: read from the surveys and decisions themselves,
 * so it is exact; decisions of the last second may be missing. Throws `validation-failed` for a period that is upside down or over a year.
 */
export async function analytics(ctx: Context, query: AnalyticsQuery): Promise<SurveyAnalytics> {
  const { timeZone, dayBoundary, privacy } = await settingsOf(ctx);
  const to = query.to ?? localDay(ctx.now, timeZone, dayBoundary);
  const from = query.from ?? addDays(to, 1 - DEFAULT_DAYS);
  if (from > to || addDays(from, MAX_DAYS) <= to)
    throw new Problem('validation-failed', undefined, {
      errors: [{ parameter: 'from', detail: `must be at most ${MAX_DAYS} days before to, and not after it` }],
    });
  const start = dayRange(from, timeZone, dayBoundary).start.toISOString();
  const end = dayRange(to, timeZone, dayBoundary).end.toISOString();
  const months = monthsBetween(start.slice(0, 7), end.slice(0, 7));
  const within = (at: string): boolean => at >= start && at < end;
  const wanted = (templateId: string | undefined): boolean =>
    query.templateId === undefined || templateId === query.templateId;

  const [surveys, decisions] = await Promise.all([
    ofMonths<Survey>(ctx, months, (month) => walkSurveys(ctx, month)),
    decisionsOf(ctx, months),
  ]);
  const counted = surveys.filter(({ createdAt, templateId }) => within(createdAt) && wanted(templateId));
  const decided = decisions.filter(({ at, templateId }) => within(at) && wanted(templateId));
  const templates = await templatesOf(ctx, counted);
  const anonymous = new Set([...templates.values()].filter((one) => one.anonymous).map((one) => one.templateId));
  const answered: AnsweredTemplate[] = [
    ...counted.map(({ templateId, responses = [] }) => ({ templateId, responses })),
    ...(anonymous.size > 0 ? await anonymousAnswers(ctx, months, within, templates) : []),
  ];
  const { by } = query;
  return {
    from,
    to,
    asOf: ctx.now.toISOString(),
    total: funnelOf(counted, decided),
    ...(by && { groups: groupsOf(counted, decided, by) }),
    questions: questionsOf(answered, (templateId) => (anonymous.has(templateId) ? privacy.anonymityFloor : 0)).map(
      (summary) => ({ ...summary, question: wordsOf(ctx, templates.get(summary.templateId), summary) }),
    ),
    scanners: scannersOf(counted),
    quarantined: counted.filter(({ quarantine }) => quarantine !== undefined).length,
  };
}

/** The template's words: those in which one person was asked may name that person, and a summary is about all. */
function wordsOf(ctx: Context, template: SurveyTemplate | undefined, { questionId, question }: QuestionSummary) {
  const asked = template?.questions.find(({ id }) => id === questionId);
  if (!template || !asked) return question;
  const language = template.languages[0] ?? 'en';
  return fill(inLanguage(asked.text, language, language), { company: senderOf(template, ctx.companyId) });
}

/** One funnel per key. Decisions know their template only; for other dimensions only the surveys are split. */
function groupsOf(surveys: readonly Survey[], decisions: readonly Decision[], by: NonNullable<AnalyticsQuery['by']>) {
  const keyOf = (survey: Survey): string | undefined =>
    by === 'template'
      ? survey.templateId
      : by === 'language'
        ? survey.language
        : by === 'agent'
          ? survey.snapshot.agentId
          : survey.snapshot.channel;
  const keys = new Set(surveys.map(keyOf).filter((key) => key !== undefined));
  if (by === 'template') for (const { templateId } of decisions) if (templateId !== undefined) keys.add(templateId);
  return [...keys].toSorted().map((key) => ({
    key,
    ...funnelOf(
      surveys.filter((survey) => keyOf(survey) === key),
      by === 'template' ? decisions.filter(({ templateId }) => templateId === key) : [],
    ),
  }));
}

/** The index names the decisions of a month; they themselves lie with the people they are about. */
async function decisionsOf(ctx: Context, months: readonly string[]): Promise<Decision[]> {
  const keys = await ofMonths(ctx, months, (month) =>
    walkPartition<{ pk: string; sk: string }>(ctx, decisionPartition(ctx.companyId, month), { index: 'gsi2' }),
  );
  return (await batchGet(
    ctx,
    keys.map(({ pk, sk }) => ({ pk, sk })),
  )) as Decision[];
}

/** All that some months hold, as long as there is time. */
async function ofMonths<Item>(
  ctx: Context,
  months: readonly string[],
  walkOf: (month: string) => AsyncGenerator<Item[]>,
): Promise<Item[]> {
  const gathered = months.map(async (month) => {
    const items: Item[] = [];
    for await (const page of walkOf(month)) {
      if (ctx.deadline && new Date() > ctx.deadline) throw new Problem('unavailable', 'Ask for a shorter period.');
      items.push(...page);
    }
    return items;
  });
  return (await Promise.all(gathered)).flat();
}

async function templatesOf(ctx: Context, surveys: readonly Survey[]): Promise<Map<string, SurveyTemplate>> {
  const ids = [...new Set(surveys.map(({ templateId }) => templateId))];
  // A template that was deleted since is known by its first version.
  const found = await Promise.all(
    ids.map(async (id) => (await readTemplate(ctx, id)) ?? (await readTemplate(ctx, id, 1))),
  );
  return new Map(found.flatMap((template) => (template ? [[template.templateId, template] as const] : [])));
}

/** Anonymous answers are on no survey: only their feedback records say what was answered, on which day. */
async function anonymousAnswers(
  ctx: Context,
  months: readonly string[],
  within: (at: string) => boolean,
  templates: ReadonlyMap<string, SurveyTemplate>,
): Promise<AnsweredTemplate[]> {
  const records = await ofMonths(ctx, months, (month) => walk(ctx, month));
  return records.flatMap((record) => {
    const { surveyId, occurredAt, scores = [], data, comments, deletedAt, excluded } = record;
    const template = templates.get(record.templateId ?? '');
    if (!template?.anonymous || surveyId !== undefined || deletedAt || excluded) return [];
    if (!within(occurredAt)) return [];
    const answers: Answers = {
      ...fittingAnswers(template, data?.['answers']),
      ...fittingAnswers(template, Object.fromEntries(scores.map(({ questionId = '', value }) => [questionId, value]))),
    };
    // Which text question a comment answered is not kept, so texts are counted under the first one.
    const written = template.questions.find(({ type }) => type.endsWith('text'));
    if (written && comments !== undefined) answers[written.id] = comments;
    const said = { template, answers, language: template.languages[0] ?? 'en' };
    return [
      { templateId: template.templateId, responses: responsesOf(said, { company: senderOf(template, ctx.companyId) }) },
    ];
  });
}
