import { textsOf } from './texts.ts';

/** What metrics, groups, parts and statuses are called: the words that reports use, so that both say the same. */
export const numbers = textsOf({
  en: () => import('../../report/texts/en.ts').then(({ en }) => en),
  de: () => import('../../report/texts/de.ts').then(({ de }) => de),
  es: () => import('../../report/texts/es.ts').then(({ es }) => es),
  fr: () => import('../../report/texts/fr.ts').then(({ fr }) => fr),
  ar: () => import('../../report/texts/ar.ts').then(({ ar }) => ar),
});

export const metricName = (metric: string): string =>
  (numbers().metrics as Record<string, string | undefined>)[metric] ?? metric.replaceAll('_', ' ');
/** A status, part, step or reason; what has no word of its own is said as it is. */
export const nameOf = (name: string): string => numbers().names[name] ?? name.replaceAll('_', ' ');
