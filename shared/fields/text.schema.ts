import * as z from 'zod';
import { verbatim } from './verbatim.schema.ts';

// Marks that reorder or hide text have no place in names: they make one thing look like another. Of the invisible ones
// only joiners pass: emoji are made of them, and Persian and Indic scripts are spelt with them.
const oneLine = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Co}\p{Cn}\u200c\u200d]*$/u;
const visible = /[^\s\p{M}\p{DI}]/u;
// eslint-disable-next-line no-control-regex -- control characters are what this refuses
const manyLines = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Cs}]*$/u;

/** A name: one line, no control or direction marks, so that it can reach a mail header or a file name. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(oneLine, 'must be one line without control, direction or other hidden characters')
    .regex(visible, 'must not be blank');

/** What somebody wrote: any script, line breaks and tabs, no other control characters. */
export const prose = (max: number) =>
  verbatim(z.string().max(max).regex(manyLines, 'must not contain control characters but tabs and line breaks'));

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
