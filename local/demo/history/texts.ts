import { type Mood, phrases, type Topic } from '../phrases.ts';
import type { Language } from './people.ts';

/** What is said where a category has no phrases in a language. */
const general: Record<Language, Record<Mood, readonly string[]>> = {
  en: {
    good: [
      'Everything was explained clearly and done the same day. Thank you!',
      'Quick, friendly and right the first time.',
    ],
    fair: ['It works now, but it took longer than promised.', 'The result is fine; the form could be shorter.'],
    bad: [
      'Nobody called back and the matter is still open. Very disappointing.',
      'Three letters, three different answers. Poor service.',
    ],
  },
  de: {
    good: ['Alles schnell und freundlich erledigt, vielen Dank!'],
    fair: ['Am Ende hat es geklappt, aber es hat lange gedauert.'],
    bad: ['Niemand meldet sich zurück. Sehr enttäuschend.'],
  },
  es: {
    good: ['Todo resuelto el mismo día. ¡Muchas gracias!'],
    fair: ['Funciona, pero tardó más de lo prometido.'],
    bad: ['Nadie me ha contestado todavía. Muy decepcionante.'],
  },
  fr: {
    good: ['Tout a été réglé le jour même. Merci beaucoup !'],
    fair: ['Cela fonctionne, mais plus tard que promis.'],
    bad: ['Personne ne me rappelle. Très décevant.'],
  },
  it: {
    good: ['Tutto risolto in giornata, grazie mille!'],
    fair: ['Funziona, ma ci è voluto più del previsto.'],
    bad: ['Nessuno mi ha richiamato. Molto deludente.'],
  },
};

const login: Record<Mood, string> = {
  good: 'The app login works again after the update. Thank you.',
  fair: 'The app login asks for the code twice, then it works.',
  bad: 'The app login fails after the update and I am locked out. This is frustrating.',
};

/** What somebody says, by language, category and how the matter went. */
export function phraseFor(
  random: () => number,
  { language, category, mood, theme }: { language: Language; category: string; mood: Mood; theme: string | undefined },
): { comments: string; language: Language } {
  if (theme === 'app login') return { comments: login[mood], language: 'en' };
  const own = language === 'it' ? undefined : phrases[language][category as Topic]?.[mood];
  const texts = own ?? general[language][mood];
  return { comments: texts[Math.floor(random() * texts.length)] ?? login[mood], language };
}
