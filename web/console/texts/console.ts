import { textsOf } from './texts.ts';

export { locale, spoken } from './texts.ts';

/** What is said all over the console. */
export const texts = textsOf({
  en: () => import('./en.ts').then(({ en }) => en),
  de: () => import('./de.ts').then(({ de }) => de),
  es: () => import('./es.ts').then(({ es }) => es),
  fr: () => import('./fr.ts').then(({ fr }) => fr),
  ar: () => import('./ar.ts').then(({ ar }) => ar),
});
