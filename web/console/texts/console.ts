import { textsOf } from './texts.ts';

export { locale, spoken } from './texts.ts';

/** What is said all over the console. */
export const texts = textsOf({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  ar: () => import('./ar.ts'),
});
