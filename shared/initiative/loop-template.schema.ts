import * as z from 'zod';
import { fillWith, type Localized, oneLine, SurveyLanguage, textFault } from '../survey-template/localized.schema.ts';

/** What a text of a loop mail may name. `said` is what the person said, `text` what the initiative tells in public. */
export const mergeFields = ['name', 'company', 'title', 'said', 'text'] as const;
export type MergeField = (typeof mergeFields)[number];
export type MergeFacts = Partial<Record<MergeField, string>>;

const FIELD = /([,،、]?[^\S\n]*)\{\{\s*(\w+)\s*\}\}/g;
const isField = (name: string): name is MergeField => (mergeFields as readonly string[]).includes(name);
/** What is there before there is an initiative. */
const intakeFields = ['name', 'company', 'said'] as const satisfies readonly MergeField[];
type Fields = readonly MergeField[];

/** What is wrong with a text that names merge fields; undefined when nothing is. */
function mergeFault(text: string, fields: Fields, kind: { lines: boolean }): string | undefined {
  const named = [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = '']) => name.trim());
  const unknown = named.find((name) => !(fields as readonly string[]).includes(name));
  if (unknown !== undefined)
    return `knows no merge field {{${unknown.slice(0, 40)}}}; there are {{${fields.join('}}, {{')}}}`;
  return textFault(text.replaceAll(/\{\{[^{}]*\}\}/g, ''), kind);
}

const merging = (maxLength: number, fields: Fields, lines: boolean) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(maxLength)
    .superRefine((value, issues) => {
      const fault = mergeFault(value, fields, { lines });
      if (fault) issues.addIssue({ code: 'custom', message: fault });
    });

const alike = ({ subject, body }: { subject: object; body: object }): boolean =>
  Object.keys(subject).length > 0 && Object.keys(subject).toSorted().join() === Object.keys(body).toSorted().join();

const templateOf = (fields: Fields, example: string) =>
  z
    .strictObject({
      subject: z.partialRecord(SurveyLanguage, merging(200, fields, false)),
      body: z.partialRecord(SurveyLanguage, merging(4_000, fields, true)).meta({
        description: `Paragraphs stand apart by an empty line; one of \`{{said}}\` alone is a quotation. Merge fields: \`{{${fields.join('}}`, `{{')}}}\`.`,
        example: { en: example },
      }),
    })
    .refine(alike, 'subject and body must have the same languages, at least one');

/** Subject and body of a stage's mail, both in the same languages. */
export const LoopTemplate = templateOf(
  mergeFields,
  'Hello {{name}},\n\nyou told us:\n\n{{said}}\n\n{{title}} is done.',
).meta({ id: 'LoopTemplate' });
/** The same of the mail that thanks for feedback as it comes. */
export const IntakeTemplate = templateOf(intakeFields, 'Hello {{name}},\n\nthank you for telling us:\n\n{{said}}').meta(
  { id: 'IntakeTemplate' },
);
export type LoopTemplate = { subject: Localized; body: Localized };

/** Around each value in a merged text, so that a page can set it apart; no value holds either. */
export const VALUE_MARKS = { begin: '\ue000', end: '\ue001' } as const;
const unmarked = (value: string): string => value.replace(/[\ue000\ue001\ufffc]/g, '');

/** A text with its values, each between {@link VALUE_MARKS}. Values are put in once: what they hold is never looked at. */
export const merged = (text: string, facts: MergeFacts): string =>
  fillWith(text, FIELD, (name) => {
    const value = isField(name) ? unmarked(facts[name] ?? '') : '';
    return value === '' ? '' : `${VALUE_MARKS.begin}${value}${VALUE_MARKS.end}`;
  });

/** The same without the marks, on one line: for a subject. */
export const mergedLine = (text: string, facts: MergeFacts): string => oneLine(withoutMarks(merged(text, facts)), 200);
export const withoutMarks = (text: string): string => text.replace(/[\ue000\ue001]/g, '');

/** A paragraph: plain text with values, or what somebody said. One whose only values are missing is left out. */
export type Paragraph = { said: true; text: string } | { said: false; text: string };

/** The paragraphs of a body. */
export function paragraphsOf(body: string, facts: MergeFacts): Paragraph[] {
  return body.split(/\n\s*\n/).flatMap((part): Paragraph[] => {
    const alone = /^\s*\{\{\s*(\w+)\s*\}\}\s*$/.exec(part)?.[1];
    if (alone === 'said') return facts.said ? [{ said: true, text: unmarked(facts.said) }] : [];
    const text = merged(part, facts).trim();
    return text === '' ? [] : [{ said: false, text }];
  });
}
