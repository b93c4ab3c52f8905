import type { Settings } from '../company/settings.schema.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { Figure } from '../metrics/figure.schema.ts';
import type { Grouping } from '../metrics/metric.ts';
import type { Range } from '../metrics/rows.ts';
import { type Frame as Asked, type Scope, scopeOfFilters } from '../report/faults.ts';
import { resolvePeriod } from '../report/period.ts';
import type { Section } from '../report/section.schema.ts';
import type { SurveyLanguage } from '../survey-template/localized.schema.ts';
import type { Family } from './family.ts';
import type { Labels } from './labels.ts';
import type { TimeLimit } from './time-limit.ts';

/** How printers write what a text names, given to who computes: `shared/` knows no language. */
export type Words = {
  value: (language: SurveyLanguage, figure: Figure) => string;
  days: (language: SurveyLanguage, from: string, to: string) => string;
};

/** Of whom a copy of a report is. */
export type Burst = { by: 'agent' | 'team'; key: string };

/** What all sections of one computation share. */
export type Frame = {
  /** As whom it is computed; its reads of counters are made once. */
  ctx: Context;
  settings: Settings;
  asked: Pick<Asked, 'period' | 'compare' | 'filters'>;
  language: SurveyLanguage;
  burst?: Burst | undefined;
  /** For which company's day periods are found: that of the time at which the run was due. */
  today: string;
  /** Decides what is drawn by chance. */
  seed: string;
  labels: Labels;
  family: Family;
  words: Words;
  /** Until when its sections have to be ready. */
  limit: TimeLimit;
};

/** What one section is of: days, and the one dimension and key that it is limited to. */
export type Place = { range: Range; named?: string; scope?: Pick<Scope, 'by' | 'key' | 'filter'> };

export const todayOf = (at: Date, { timeZone, dayBoundary }: Settings): string => localDay(at, timeZone, dayBoundary);

const isNamed = (period: string): boolean => !period.includes('..');

/** The days of a period, and its name where it has one. */
export function daysOf({ settings, today }: Pick<Frame, 'settings' | 'today'>, period: string) {
  const range = resolvePeriod(period, today, settings.weekStart);
  return { range, ...(isNamed(period) && { named: period }) };
}

/** What a section is of: its own days and filters where it has any, else those of all. */
export function placeOf(frame: Frame, { override = {} }: Pick<Section, 'override'>): Place {
  const { asked, burst } = frame;
  const scope = burst
    ? ({ by: burst.by, key: burst.key, filter: `${burst.by}Id` } as const)
    : scopeOfFilters(override.filters ?? asked.filters);
  return { ...daysOf(frame, override.period ?? asked.period), ...(scope && { scope }) };
}

/** By what and of which key a metric is read: as the section breaks it down, else as it is limited. */
export const selectionOf = ({ scope }: Place, by?: Grouping): { by?: Grouping; key?: string } => {
  if (by !== undefined) return { by, ...(scope?.by === by && { key: scope.key }) };
  return scope ? { by: scope.by, key: scope.key } : {};
};
