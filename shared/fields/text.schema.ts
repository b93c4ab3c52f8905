import * as z from 'zod';
import { verbatim } from './verbatim.schema.ts';

// Marks that reorder or hide text have no place in names: they make one thing look like another. Of the invisible ones
// only joiners pass: emoji are made of them, and Persian and Indic scripts are spelt with them.
const oneLine = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Co}\p{Cn}\u200c\u200d]*$/u;
const visible = /[^\s\p{M}\p{DI}]/u;

/**
 * The same two rules as the API document states them: written out, because few readers of JSON Schema know classes of
 * Unicode. They refuse nothing that the rules take.
 */
export const documentedLine =
  // eslint-disable-next-line no-control-regex -- control characters are what this refuses
  /^[^\u0000-\u001f\u007f-\u009f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]*$/;
const notBlank = /\S/;
// eslint-disable-next-line no-control-regex -- control characters are what this refuses
const manyLines = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;

const notOneLine = 'must be one line without control, direction or other hidden characters';
const blank = 'must not be blank';
const control = 'must not contain control characters but tabs and line breaks';

/** A name: one line, no control or direction marks, so that it can reach a mail header or a file name. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(documentedLine, { error: notOneLine, abort: true })
    .regex(notBlank, { error: blank, abort: true })
    .refine((text) => oneLine.test(text), notOneLine)
    .refine((text) => visible.test(text), blank);

/** What somebody wrote: any script, line breaks and tabs, no other control characters. */
export const prose = (max: number) =>
  verbatim(
    z
      .string()
      .max(max)
      .regex(manyLines, { error: control, abort: true })
      .refine((text) => text.isWellFormed(), control),
  );

/** A telephone number as people write it. */
export const Phone = z
  .string()
  .regex(/^\+?[0-9 ()./-]{5,32}$/, 'must look like +49 30 1234567')
  .regex(/(?:\d\D*){5}/, 'must have at least 5 digits');

/** A language as Comprehend codes it: `de-AT` is `de`; only Chinese is told apart by script. */
export const languageOf = (tag: string): string =>
  /^zh-(?:tw|hk|mo|hant)/i.test(tag) ? 'zh-TW' : tag.toLowerCase().replace(/[-_].*$/, '');

/** Language of a text, as ISO 639 with an optional region; kept without it. */
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$/, 'must look like en or pt-BR')
  .overwrite(languageOf)
  .meta({ example: 'en' });
