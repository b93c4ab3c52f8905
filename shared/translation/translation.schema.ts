import * as z from 'zod';
import { verbatim } from '../fields/verbatim.schema.ts';

/** The languages of Amazon Translate, as it codes them (docs.aws.amazon.com/translate, "Supported languages", 75). */
const codes =
  'af sq am ar hy az bn bs bg ca zh zh-TW hr cs da fa-AF nl en et fa tl fi fr fr-CA ka de el gu ht ha he hi hu is id ga it ja kn kk ko lv lt mk ms ml mt mr mn no ps pl pt pt-PT pa ro ru sr si sk sl so es es-MX sw sv ta te th tr uk ur uz vi cy'.split(
    ' ',
  );

export const TranslationLanguage = z
  .enum(codes)
  .meta({ id: 'TranslationLanguage', description: 'As Amazon Translate codes it.', example: 'de' });

export const TranslateFeedback = z.strictObject({ to: TranslationLanguage }).meta({ id: 'TranslateFeedback' });
export type TranslateFeedback = z.output<typeof TranslateFeedback>;

/** Translations are longer than what they are made from. */
const LONGEST = 100_000;

const Texts = z.object({
  subject: verbatim(z.string().max(LONGEST)).optional().meta({ example: 'Zweimal abgebucht' }),
  comments: verbatim(z.string().max(LONGEST)).optional(),
  context: verbatim(z.string().max(LONGEST)).optional(),
});

/** The texts of a record in another language. */
export const Translation = z
  .object({
    texts: Texts.meta({ description: 'Those that the record has; masked where lists of the company are masked.' }),
    from: z.string().optional().meta({ description: 'Absent where there is no text.', example: 'en' }),
    to: TranslationLanguage,
    engine: z.enum(['amazon-translate', 'none']).meta({ description: '`none`: there was nothing to translate.' }),
  })
  .meta({ id: 'Translation' });
export type Translation = z.output<typeof Translation>;
export type Texts = Translation['texts'];
