import { type Language, languages } from './languages.ts';

const CHOSEN = 'heed.language';
let language: Language = 'en';

/** The language that the console speaks until it is loaded again. */
export const spoken = (): Language => language;
export const locale = (): string => `${language}-u-nu-latn`;
export const direction = (): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr');

const known = (tag: string | null | undefined): Language | undefined =>
  languages.find((one) => one === tag?.toLowerCase().split('-')[0]);

/**
 * The first that is known of: what this browser's person has chosen, what the browser asks for, what the company knows of
 * them. The last one is English also where nothing is known.
 */
export function speak(ofPerson?: string): void {
  language =
    known(localStorage.getItem(CHOSEN)) ?? navigator.languages.map(known).find(Boolean) ?? known(ofPerson) ?? 'en';
  document.documentElement.lang = language;
  document.documentElement.dir = direction();
}

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(CHOSEN, chosen);
  location.reload();
}

/** The words of a part of the console, loaded with its screens; call it for the words, once they are. */
export type Texts<T> = (() => T) & { load: () => Promise<void> };
type Files<T> = { [L in Language]: () => Promise<Record<L, T>> };
export function textsOf<T>(files: Files<T>): Texts<T> {
  let words: T | undefined;
  const texts = (): T => {
    if (words === undefined) throw new Error('the words of this part are not loaded: its route must load them');
    return words;
  };
  return Object.assign(texts, {
    load: async () => {
      words ??= ((await files[language]()) as Record<Language, T>)[language];
    },
  });
}

const rules = new Map<Language, Intl.PluralRules>();
/** The form of a text that its number asks for; `#` is the number, written. Arabic has six, English two. */
export function counted(
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string {
  const rule = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, rule);
  const form = forms[rule.select(count)] ?? forms.other;
  return form.replaceAll('#', new Intl.NumberFormat(locale()).format(count));
}
