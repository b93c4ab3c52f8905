import { maskLists } from '../analysis/masking.ts';
import { fields } from '../analysis/texts.ts';
import { settingsOf } from '../company/settings.ts';
import { visible } from '../feedback/feedback.change.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { asItWas } from '../feedback/feedback.projection.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { fingerprint } from '../kernel/ids.ts';
import { codesOf, commit } from '../kernel/write.ts';
import { isThere, translated } from './amazon-translate.ts';
import { returnCharacters, takeCharacters } from './characters.ts';
import { keptOf, keptPut } from './kept.ts';
import { type Texts, type TranslateFeedback, type Translation, TranslationLanguage } from './translation.schema.ts';

type One = { feedbackId: Id<'feedback'>; body: TranslateFeedback };

/**
 * The texts of a record in another language, masked first where lists of the company are: what is masked is not sent. The
 * same texts are translated once in 30 days. 409 where it is not switched on, the budget is used up or the language is not
 * known; 503 where the service does not answer.
 */
export async function translate(ctx: Context, { feedbackId, body: { to } }: One): Promise<Translation> {
  const record = await visible(ctx, feedbackId);
  const { translation } = (await settingsOf(ctx)).analysis;
  if (!translation.enabled) throw new Problem('not-enabled', 'Translation is switched off in the settings.');
  if (!isThere()) throw new Problem('not-enabled', 'This installation has no translation.');
  const texts = await shownTexts(ctx, record);
  if (Object.keys(texts).length === 0) return { texts, to, engine: 'none' };
  const from = languageOf(record);
  if (from === to) return { texts, from, to, engine: 'none' };
  const of = fingerprint(JSON.stringify([from, texts]));
  const known = await keptOf(ctx, feedbackId, { to, of });
  const made = known ?? (await paid(ctx, texts, { from, to, budget: translation.monthlyBudgetCharacters }));
  if (!known) await keep(ctx, record, to, { of, texts: made });
  return { texts: made, from, to, engine: 'amazon-translate' };
}

/** The texts of a record as lists show them. */
async function shownTexts(ctx: Context, record: StoredFeedback): Promise<Texts> {
  const cover = await maskLists(ctx);
  const shown = fields.flatMap((field) => {
    const text = record[field];
    return text === undefined || text.trim() === '' ? [] : [[field, cover ? cover(text, [field], record) : text]];
  });
  return Object.fromEntries(shown) as Texts;
}

/** What language the texts are in: as the sender said it, else as the analysis found it. */
function languageOf({ language, analysis }: StoredFeedback): string {
  const found = language ?? analysis?.language;
  if (found === undefined || found === 'und') throw new Problem('conflict', 'The language of the texts is not known.');
  if (!TranslationLanguage.options.includes(found))
    throw new Problem('conflict', `Amazon Translate does not know the language ${found}.`);
  return found;
}

/** Has texts translated within the budget; what fails is not paid. */
async function paid(
  ctx: Context,
  texts: Texts,
  { budget, ...pair }: { from: string; to: string; budget: number | undefined },
): Promise<Texts> {
  const entries = Object.entries(texts);
  const charactersOf = (some: readonly [string, string][]): number =>
    some.reduce((sum, [, text]) => sum + text.length, 0);
  await takeCharacters(ctx, charactersOf(entries), budget);
  const results = await Promise.allSettled(entries.map(([, text]) => translated(text, pair)));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (failures.length > 0) {
    await returnCharacters(ctx, charactersOf(entries.filter((_, index) => results[index]?.status === 'rejected')));
    throw failures[0];
  }
  const made = entries.map(([field], index) => [field, (results[index] as PromiseFulfilledResult<string>).value]);
  return Object.fromEntries(made) as Texts;
}

/**
 * Keeps a translation, unless its record was changed or deleted meanwhile: what goes with a text must not come back after
 * it. Never throws: what was paid is answered.
 */
async function keep(
  ctx: Context,
  record: StoredFeedback,
  to: string,
  made: { of: string; texts: Texts },
): Promise<void> {
  try {
    await commit(ctx, [asItWas(ctx, record), keptPut(ctx, record.feedbackId, to, made)]);
  } catch (error) {
    // By their codes alone: a message may repeat the text.
    ctx.log.info('translation not kept', { companyId: ctx.companyId, codes: codesOf(error) });
  }
}
