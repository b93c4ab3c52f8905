import { textsOf } from '../../texts/texts.ts';

export const activityTexts = textsOf({
  en: () => import('./en.ts').then(({ en }) => en),
  de: () => import('./de.ts').then(({ de }) => de),
  es: () => import('./es.ts').then(({ es }) => es),
  fr: () => import('./fr.ts').then(({ fr }) => fr),
  ar: () => import('./ar.ts').then(({ ar }) => ar),
});
