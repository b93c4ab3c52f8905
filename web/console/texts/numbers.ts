import { textsOf } from './texts.ts';

/** What metrics, groups, parts and statuses are called: the words that reports use, so that both say the same. */
export const numbers = textsOf({
  en: () => import('../../report/texts/en.ts'),
  de: () => import('../../report/texts/de.ts'),
  es: () => import('../../report/texts/es.ts'),
  fr: () => import('../../report/texts/fr.ts'),
  ar: () => import('../../report/texts/ar.ts'),
});

export const metricName = (metric: string): string =>
  (numbers().metrics as Record<string, string | undefined>)[metric] ?? metric.replaceAll('_', ' ');
/** A status, part, step or reason; what has no word of its own is said as it is. */
export const nameOf = (name: string): string => numbers().names[name] ?? name.replaceAll('_', ' ');
