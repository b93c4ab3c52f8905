import type { SurveyLanguage } from '../survey-template/localized.schema.ts';
import type { Reachable } from './loop-judge.ts';

const samples: Record<SurveyLanguage, { name: string; said: string }> = {
  en: { name: 'Ada Example', said: 'On Mondays I wait too long.' },
  de: { name: 'Ada Beispiel', said: 'Montags warte ich zu lange.' },
  es: { name: 'Ada Ejemplo', said: 'Los lunes espero demasiado.' },
  fr: { name: 'Ada Exemple', said: 'Le lundi, j’attends trop longtemps.' },
  ar: { name: 'ليلى', said: 'أنتظر طويلًا أيام الاثنين.' },
};

/** Somebody invented, for a mail that is only looked at. */
export const sampleOf = (language: SurveyLanguage): Omit<Reachable, 'email'> => ({ ...samples[language], language });
