import * as z from 'zod';

/** Languages in which pages and mails speak; each has a dictionary in `web/survey/texts` and ready-made templates. */
export const surveyLanguages = ['en', 'de', 'es', 'fr', 'ar'] as const;
export const SurveyLanguage = z.enum(surveyLanguages).meta({
  id: 'SurveyLanguage',
  description: 'Language of a survey page and mail, as BCP 47 primary subtag.',
  example: 'de',
});
export type SurveyLanguage = z.infer<typeof SurveyLanguage>;

/** Facts about one person that a template's texts may name. */
const placeholders = ['customerName', 'company', 'ticket'] as const;
type Placeholder = (typeof placeholders)[number];
export type Facts = Partial<Record<Placeholder, string>>;

// Control characters, and the marks that reorder text: neither has a place in a subject or a button.
const invisible = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const invisibleButLines = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const markup = /<[a-z!/?]|&#?\w{1,32};|\{\{|\{%|<%|\$\{|#\{/i;

/** What no plain text may hold, not even one that only colleagues read; undefined when it holds none of it. */
export function plainFault(text: string, { lines }: { lines: boolean }): string | undefined {
  if (!text.isWellFormed()) return 'contains half of a character (a lone surrogate)';
  if ((lines ? invisibleButLines : invisible).test(text))
    return lines
      ? 'contains control or text-direction characters'
      : 'must be one line without control or text-direction characters';
  return undefined;
}

/** What is wrong with a text that will be merged into mails and pages; undefined when nothing is. */
export function textFault(text: string, kind: { lines: boolean }): string | undefined {
  const fault = plainFault(text, kind);
  if (fault) return fault;
  if (markup.test(text))
    return 'contains markup or template code; texts are plain, with {placeholders} in single braces';
  return undefined;
}

/** What is wrong with the names in a text. Only new texts are asked: a stored one must stay readable when a name goes. */
export function placeholderFault(text: string): string | undefined {
  const unknown = [...text.matchAll(/\{([^{}]*)\}/g)].find(([, name = '']) => !isPlaceholder(name));
  return unknown && `knows no placeholder {${unknown[1]?.slice(0, 40)}}; there are {${placeholders.join('}, {')}}`;
}

const isPlaceholder = (name: string): name is Placeholder => (placeholders as readonly string[]).includes(name);

const text = (maxLength: number, lines: boolean) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(maxLength, `must have at most ${maxLength} characters`)
    .superRefine((value, issues) => {
      const fault = textFault(value, { lines });
      if (fault) issues.addIssue({ code: 'custom', message: fault });
    });

const perLanguage = (id: string, inner: z.ZodType<string, string>) =>
  z
    .partialRecord(SurveyLanguage, inner)
    .refine((texts) => Object.keys(texts).length > 0, 'must have at least one text')
    .meta({ id, minProperties: 1 });

/** One line per language: `{"en": "…", "de": "…"}`. */
export const Line = perLanguage('LocalizedLine', text(300, false));
/** A short label per language, such as the end of a scale or a choice. */
export const Label = perLanguage('LocalizedLabel', text(80, false));
/** Up to 2 000 characters per language, line breaks allowed. */
export const Paragraph = perLanguage('LocalizedText', text(2_000, true));
export type Localized = Partial<Record<SurveyLanguage, string>>;

/** The text in a language, else in the template's default language. */
export function inLanguage(texts: Localized | undefined, language: SurveyLanguage, fallback: SurveyLanguage): string {
  return texts?.[language] ?? texts?.[fallback] ?? '';
}

/** The offered language that suits a wanted BCP 47 tag best (`de-AT` → `de`), else the default. */
export function chooseLanguage(
  wanted: string | undefined,
  offered: readonly SurveyLanguage[],
  fallback: SurveyLanguage,
): SurveyLanguage {
  const primary = wanted?.toLowerCase().split(/[-_]/)[0];
  return offered.find((language) => language === primary) ?? fallback;
}

/** Stands, until a text is whole, where a fact is missing. */
const GAP = '\ufffc';

/**
 * Puts facts into `{placeholders}`. One without a fact vanishes with the space and comma before it; where it began
 * a line, the comma after it goes too and what follows begins with a capital.
 */
export const fill = (textWithHoles: string, facts: Facts): string =>
  fillWith(textWithHoles, /([,،、]?[^\S\n]*)\{(\w+)\}/g, (name) =>
    isPlaceholder(name) ? oneLine(facts[name] ?? '') : '',
  );

/** The same for holes of any form: `hole` finds what stands before one, and its name. */
export function fillWith(textWithHoles: string, hole: RegExp, factOf: (name: string) => string): string {
  return textWithHoles
    .replace(hole, (_, before: string, name: string) => {
      const fact = factOf(name);
      return fact === '' ? GAP : before + fact;
    })
    .replace(
      /(^|[¿¡])\ufffc[\ufffc\s,،、]*([¿¡]?\p{Ll})?/gmu,
      (_, opening: string, start: string = '') => opening + start.toUpperCase(),
    )
    .replace(/\ufffc[,،、]+(?=\s*(?:[?!.؟…]|$))/g, '')
    .replaceAll(GAP, '');
}

/** A person's or company's name made safe for a line: no breaks, no controls, no reordering, at most 80 characters unless said otherwise. */
export function oneLine(value: string, most = 80): string {
  return value
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed();
}
