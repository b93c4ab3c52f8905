import type * as z from 'zod';
import { settingsOf } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import type { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { galleryNames } from './gallery.schema.ts';
import { CreateReport } from './report.schema.ts';

type Name = (typeof galleryNames)[number];
type Words = Record<Name, readonly [title: string, about: string]>;

const words: Record<SurveyLanguage, Words> = {
  en: {
    weekly_manager: [
      'Weekly report',
      'Scores, trend, categories, what moved them, follow-ups, alerts and voices of the last week.',
    ],
    monthly_executive: ['Monthly report', 'Scores beside last month and last year, trends, channels, teams and goals.'],
    agent_scorecard: ['Your week', 'Each agent gets their own numbers, and nobody else’s.'],
    triage_review: ['Triage review', 'What waits for a decision, what was decided, and what people say.'],
    survey_funnel: ['Survey funnel', 'From asking to answering, with the response rate by template.'],
  },
  de: {
    weekly_manager: [
      'Wochenbericht',
      'Werte, Verlauf, Kategorien, Treiber, Rückmeldungen, Warnungen und Stimmen der letzten Woche.',
    ],
    monthly_executive: ['Monatsbericht', 'Werte neben Vormonat und Vorjahr, Verläufe, Kanäle, Teams und Ziele.'],
    agent_scorecard: ['Ihre Woche', 'Alle im Team bekommen ihre eigenen Zahlen und keine anderen.'],
    triage_review: [
      'Triage im Überblick',
      'Was auf eine Entscheidung wartet, was entschieden ist, und was gesagt wird.',
    ],
    survey_funnel: ['Umfragetrichter', 'Vom Fragen bis zur Antwort, mit der Rücklaufquote je Vorlage.'],
  },
  es: {
    weekly_manager: [
      'Informe semanal',
      'Resultados, evolución, categorías, causas del cambio, seguimientos, alertas y opiniones de la última semana.',
    ],
    monthly_executive: [
      'Informe mensual',
      'Resultados frente al mes y al año anteriores, evolución, canales, equipos y objetivos.',
    ],
    agent_scorecard: ['Su semana', 'Cada agente recibe sus propias cifras y ninguna otra.'],
    triage_review: ['Revisión de triaje', 'Lo que espera una decisión, lo decidido y lo que se dice.'],
    survey_funnel: ['Embudo de encuestas', 'De la pregunta a la respuesta, con la tasa de respuesta por plantilla.'],
  },
  fr: {
    weekly_manager: [
      'Rapport hebdomadaire',
      'Résultats, évolution, catégories, causes du changement, suivis, alertes et avis de la semaine passée.',
    ],
    monthly_executive: [
      'Rapport mensuel',
      'Résultats face au mois et à l’année précédents, évolutions, canaux, équipes et objectifs.',
    ],
    agent_scorecard: ['Votre semaine', 'Chaque agent reçoit ses propres chiffres, et aucun autre.'],
    triage_review: ['Revue du triage', 'Ce qui attend une décision, ce qui est décidé et ce qui se dit.'],
    survey_funnel: ['Entonnoir d’enquête', 'De la question à la réponse, avec le taux de réponse par modèle.'],
  },
  ar: {
    weekly_manager: [
      'التقرير الأسبوعي',
      'النتائج والاتجاه والفئات وما حرّكها والمتابعات والتنبيهات والآراء في الأسبوع الماضي.',
    ],
    monthly_executive: [
      'التقرير الشهري',
      'النتائج مقارنة بالشهر السابق والعام السابق، والاتجاهات والقنوات والفرق والأهداف.',
    ],
    agent_scorecard: ['أسبوعك', 'يحصل كل موظف على أرقامه وحده.'],
    triage_review: ['مراجعة الفرز', 'ما ينتظر قرارًا وما تقرر وما يقوله الناس.'],
    survey_funnel: ['مسار الاستبيان', 'من السؤال إلى الجواب، مع معدل الاستجابة لكل قالب.'],
  },
};

type Draft = Omit<z.input<typeof CreateReport>, 'title' | 'language' | 'status' | 'schedule'> & { cron: string };

const scores = ['nps', 'csat_pct', 'csat_avg', 'ces_avg', 'response_rate', 'net_sentiment', 'comment_rate', 'volume'];
const kpis = { sectionId: 'scores', kind: 'kpi_row', metrics: scores } as Exclude<Draft['sections'], undefined>[number];

const drafts: Record<Name, Draft> = {
  weekly_manager: {
    cron: '0 7 * * 1',
    period: 'last_week',
    sections: [
      kpis,
      { sectionId: 'trend', kind: 'trend', metric: 'csat_avg', override: { period: 'last_12_weeks' }, grain: 'week' },
      { sectionId: 'categories', kind: 'breakdown', metric: 'category_csat', by: 'category' },
      { sectionId: 'drivers', kind: 'drivers', metric: 'csat_avg', by: 'category' },
      { sectionId: 'follow-ups', kind: 'follow_ups' },
      { sectionId: 'alerts', kind: 'alerts' },
      { sectionId: 'voices', kind: 'verbatims', count: 10 },
    ],
  },
  monthly_executive: {
    cron: '0 7 1 * *',
    period: 'last_month',
    compare: 'both',
    formats: ['pdf'],
    sections: [
      kpis,
      {
        sectionId: 'trend-nps',
        kind: 'trend',
        metric: 'nps',
        grain: 'month',
        width: 'half',
        override: { period: 'last_11_months' },
      },
      {
        sectionId: 'trend-csat',
        kind: 'trend',
        metric: 'csat_avg',
        grain: 'month',
        width: 'half',
        override: { period: 'last_11_months' },
      },
      { sectionId: 'channels', kind: 'breakdown', metric: 'volume', by: 'channel' },
      { sectionId: 'teams', kind: 'breakdown', metric: 'csat_avg', by: 'team', order: 'value' },
      { sectionId: 'goals', kind: 'goals' },
    ],
  },
  agent_scorecard: {
    cron: '30 7 * * 1',
    period: 'last_week',
    burst: 'agent',
    sections: [
      { sectionId: 'scorecard', kind: 'scorecard' },
      { sectionId: 'trend', kind: 'trend', metric: 'csat_avg', grain: 'week', override: { period: 'last_12_weeks' } },
      { sectionId: 'voices', kind: 'verbatims', count: 5 },
    ],
  },
  triage_review: {
    cron: '0 8 * * 1',
    period: 'last_week',
    sections: [
      {
        sectionId: 'waiting',
        kind: 'kpi_row',
        metrics: ['triage_waiting', 'triage_decided', 'triage_wait_median', 'triage_suggestion_kept'],
      },
      { sectionId: 'themes', kind: 'breakdown', metric: 'volume', by: 'theme' },
      { sectionId: 'voices', kind: 'verbatims', count: 20 },
    ],
  },
  survey_funnel: {
    cron: '0 7 1 * *',
    period: 'last_month',
    sections: [
      { sectionId: 'funnel', kind: 'funnel' },
      { sectionId: 'rates', kind: 'breakdown', metric: 'response_rate', by: 'template' },
    ],
  },
};

/** Ready-made reports in a language, to be copied: drafts in the company's zone, without recipients. */
export async function gallery(ctx: Context, { language }: { language: SurveyLanguage }) {
  const { timeZone } = await settingsOf(ctx);
  const items = galleryNames.map((name) => {
    const [title, about] = words[language][name];
    const { cron, ...draft } = drafts[name];
    const report = CreateReport.parse({ ...draft, title, language, status: 'draft', schedule: { cron, timeZone } });
    return { name, about, report };
  });
  return { items };
}
