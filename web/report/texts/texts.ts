import type { MetricName } from '../../../shared/metrics/figure.schema.ts';
import type { SurveyLanguage } from '../../../shared/survey-template/localized.schema.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type ReportTexts } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

const dictionaries: Record<SurveyLanguage, ReportTexts> = { en, de, es, fr, ar };
export const reportTexts = (language: SurveyLanguage): ReportTexts => dictionaries[language];

/** What a metric is called; one that is newer than the dictionary by its name in the catalogue. */
export const metricIn = (texts: ReportTexts, metric: MetricName): string =>
  texts.metrics[metric] ?? metric.replaceAll('_', ' ');
export const groupingIn = (texts: ReportTexts, by: string): string => texts.groupings[by] ?? by.replaceAll('_', ' ');
/** A status, step, part or reason in words; what the dictionary does not know is said as it is. */
export const nameIn = (texts: ReportTexts, name: string): string => texts.names[name] ?? name.replaceAll('_', ' ');
