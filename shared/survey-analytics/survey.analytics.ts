import { settingsOf } from '../company/settings.ts';
import { Problem } from '../http/problem.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import { readRows, type Row } from '../metrics/rows.ts';
import { senderOf } from '../survey/facts.ts';
import { fill, inLanguage } from '../survey-template/localized.schema.ts';
import { readTemplate } from '../survey-template/survey-template.store.ts';
import { DECISION_ROWS } from './decision.counted.ts';
import { countsOfQuestions } from './question-counters.ts';
import type { AnalyticsQuery, SurveyAnalytics } from './survey.analytics.schema.ts';
import { DOMAIN_ROWS, funnelRows, QUESTION_ROWS } from './survey.counted.ts';
import { funnelOf, type KnownTemplate, questionsOf, scannersOf } from './survey.funnel.ts';

const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;

/**
 * What became of the surveys that were asked for in a period, read from counters: what it costs depends on the length of
 * the period and on how many templates, keys and mail domains there are, not on how many surveys. Changes of the last
 * seconds may be missing. Throws `validation-failed` for a period that is upside down or over a year.
 */
export async function analytics(ctx: Context, query: AnalyticsQuery): Promise<SurveyAnalytics> {
  const { timeZone, dayBoundary, privacy } = await settingsOf(ctx);
  const to = query.to ?? localDay(ctx.now, timeZone, dayBoundary);
  const from = query.from ?? addDays(to, 1 - DEFAULT_DAYS);
  if (from > to || addDays(from, MAX_DAYS) <= to)
    throw new Problem('validation-failed', undefined, {
      errors: [{ parameter: 'from', detail: `must be at most ${MAX_DAYS} days before to, and not after it` }],
    });
  const { templateId, by } = query;
  /** Keys of rows begin with a template's id, where they are not the id itself. */
  const rowsOf = async (dimension: string): Promise<Row[]> => {
    const rows = await readRows(ctx, dimension, { from, to }, { whole: true });
    return templateId === undefined ? rows : rows.filter(({ key }) => key.split('/')[0] === templateId);
  };
  const [surveys, decisions, split, domains, told, anonymous] = await Promise.all([
    rowsOf(funnelRows.template),
    rowsOf(DECISION_ROWS),
    by && by !== 'template' ? rowsOf(funnelRows[by]) : [],
    rowsOf(DOMAIN_ROWS),
    rowsOf(QUESTION_ROWS),
    rowsOf('question'),
  ]);
  const questions = [...told, ...anonymous];
  const total = sum(surveys);
  return {
    from,
    to,
    asOf: ctx.now.toISOString(),
    total: funnelOf(total, sum(decisions)),
    ...(by && { groups: by === 'template' ? templateGroups(surveys, decisions) : groupsOf(split) }),
    questions: questionsOf(
      questions,
      await templatesOf(ctx, questions),
      (template) => (template.anonymous ? privacy.anonymityFloor : 0),
      ({ brand, languages }, { text }) =>
        fill(inLanguage(text, languages[0] ?? 'en', languages[0] ?? 'en'), {
          company: senderOf({ brand }, ctx.companyId),
        }),
    ),
    scanners: scannersOf(domains),
    quarantined: total['quarantined'] ?? 0,
  };
}

const sum = (rows: readonly Row[]): Counters =>
  rows.reduce<Counters>((total, { counters }) => mergeCounters(total, counters), {});

type Groups = NonNullable<SurveyAnalytics['groups']>;

/** One funnel per key. Decisions know their template only, so other dimensions split the surveys alone. */
function groupsOf(rows: readonly Row[]): Groups {
  const keys = Map.groupBy(rows, ({ key }) => key.slice(key.indexOf('/') + 1));
  return [...keys]
    .map(([key, own]) => ({ key, counters: sum(own) }))
    .filter(({ counters }) => counters['asked'] !== 0)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, counters }) => ({ key, ...funnelOf(counters, {}) }));
}

function templateGroups(surveys: readonly Row[], decisions: readonly Row[]): Groups {
  const all = [...surveys, ...decisions].filter(({ key }) => key !== '-');
  const keys = [...new Set(all.map(({ key }) => key))].toSorted();
  const of = (rows: readonly Row[], wanted: string) => sum(rows.filter(({ key }) => key === wanted));
  return keys
    .map((key) => ({ key, asked: of(surveys, key), decided: of(decisions, key) }))
    .filter(({ asked, decided }) => asked['asked'] || decided['considered'])
    .map(({ key, asked, decided }) => ({ key, ...funnelOf(asked, decided) }));
}

/** The templates whose questions were answered: as they are now, and in the versions that were. */
async function templatesOf(ctx: Context, rows: readonly Row[]): Promise<Map<string, KnownTemplate>> {
  const answered = rows.map(({ key, counters }) => countsOfQuestions(key, counters));
  const known = await Promise.all(
    [...Map.groupBy(answered, ({ templateId }) => templateId as Id<'template'>)].map(async ([id, some]) => {
      const numbers = [...new Set(some.map(({ version }) => version))].toSorted((a, b) => a - b);
      const [now, ...old] = await Promise.all([undefined, ...numbers].map((version) => readTemplate(ctx, id, version)));
      const versions = new Map(old.flatMap((template) => (template ? [[template.version, template] as const] : [])));
      // A template that was deleted since is known by the newest version that was answered.
      const current = now ?? [...versions.values()].at(-1);
      return current ? [[id, { current, versions }] as const] : [];
    }),
  );
  return new Map(known.flat());
}
