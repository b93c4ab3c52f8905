import type { SurveyLanguage } from '../../../shared/survey-template/localized.schema.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type Texts } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

const dictionaries: Record<SurveyLanguage, Texts> = { en, de, es, fr, ar };
export const textsOf = (language: SurveyLanguage): Texts => dictionaries[language];

export const directionOf = (language: SurveyLanguage): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr');

/** What each language calls itself, for the language links. */
export const languageNames: Record<SurveyLanguage, string> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ar: 'العربية',
};

/** Puts values into a text's `{places}`. Values are plain text; the renderer escapes them. */
export function say(text: string, values: object): string {
  const known = new Map(Object.entries(values));
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value: unknown = known.get(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : place;
  });
}

/** `{days}` in words, with the language's own plural forms (Arabic has six). */
export function daysLeft(language: SurveyLanguage, days: number): string {
  return new Intl.NumberFormat(numberLocale(language), { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(
    days,
  );
}

/** The size of a file in words: `84 kB`. */
export function fileSize(language: SurveyLanguage, bytes: number): string {
  const [unit, each] = bytes < 1_000 ? ['byte', 1] : bytes < 999_500 ? ['kilobyte', 1_000] : ['megabyte', 1_000_000];
  const size = bytes / each;
  const maximumFractionDigits = each > 1 && size < 10 ? 1 : 0;
  // Short, a few of them are "30 byte".
  const unitDisplay = each === 1 ? 'long' : 'short';
  return new Intl.NumberFormat(numberLocale(language), {
    style: 'unit',
    unit,
    unitDisplay,
    maximumFractionDigits,
  }).format(size);
}

const days = (language: SurveyLanguage, timeZone: string) =>
  new Intl.DateTimeFormat(numberLocale(language), { dateStyle: 'long', timeZone });
const times = (language: SurveyLanguage, timeZone: string) =>
  new Intl.DateTimeFormat(numberLocale(language), { dateStyle: 'long', timeStyle: 'short', timeZone });

export const formatDate = (language: SurveyLanguage, at: Date, timeZone: string): string =>
  days(language, timeZone).format(at);

export const formatTime = (language: SurveyLanguage, at: Date, timeZone: string): string =>
  times(language, timeZone).format(at);

/** From one day to another; what both have in common is said once. */
export const formatDates = (language: SurveyLanguage, from: Date, to: Date, timeZone: string): string =>
  days(language, timeZone).formatRange(from, to);

/** From one instant to another; what both have in common is said once. */
export const formatTimes = (language: SurveyLanguage, from: Date, to: Date, timeZone: string): string =>
  times(language, timeZone).formatRange(from, to);

// Scores are printed with the digits 0-9 in every language; dates beside them should look alike.
const numberLocale = (language: SurveyLanguage): string => `${language}-u-nu-latn`;
