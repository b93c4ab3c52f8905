import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { settingsOf } from '../company/settings.ts';
import { walkSpan } from '../feedback/feedback.walk.ts';
import { personOf } from '../initiative/voices.ts';
import { batchesOf } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { deflated, inflated } from '../kernel/deflated.ts';
import { fingerprint, keyPart } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { writeAll } from '../kernel/write-all.ts';
import { languageIn } from '../similarity/terms.ts';
import { phrasesIn } from './phrases.ts';

export const WEEK_MS = 7 * 86_400_000;
const MOST_PHRASES = 5_000;
const PER_ROW = 250;
/** Of a phrase and week so many documents and persons are kept, those whose hashes are least: a fair draw. */
const MOST_KEPT = 24;
/** Of a week so many records are read, the newest ones. */
const MOST_RECORDS = 20_000;
/** Sixteen weeks are looked at; one more in case a run is late. */
const KEPT_WEEKS = 18;

/** A phrase of a week: stems, words, documents, its first time, ids of documents and hashes of persons. */
export type WeekPhrase = {
  key: string;
  said: string;
  count: number;
  first: string;
  docs: string[];
  voices: string[];
};
/** How many documents a week had, by language. */
export type Week = { languages: Record<string, number> };

const partition = ({ companyId }: Context, week: string, language: string): string =>
  `${companyPrefix(companyId)}tpw#${week}#${keyPart(language)}`;
const headKey = ({ companyId }: Context, week: string) => ({
  pk: `${companyPrefix(companyId)}tpw#${week}`,
  sk: 'head',
});

/** What is known of a week; undefined where its snapshot was not taken. */
export async function weekOf(ctx: Context, week: string): Promise<Week | undefined> {
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: headKey(ctx, week) }));
  return Item as Week | undefined;
}

/** The phrases of a week in a language. */
export async function phrasesOfWeek(ctx: Context, week: string, language: string): Promise<WeekPhrase[]> {
  const found: WeekPhrase[] = [];
  for await (const rows of walkPartition<{ phrases: Uint8Array }>(ctx, partition(ctx, week, language)))
    for (const { phrases } of rows) found.push(...inflated<WeekPhrase[]>(phrases));
  return found;
}

type Building = { documents: number; phrases: Map<string, WeekPhrase> };

/**
 * Takes the snapshot of the week that begins on a Monday (UTC): of each language the 5 000 phrases that most documents
 * hold. The row that says how many documents there were comes last; taken twice it is the same, as long as its records are.
 */
export async function takeWeek(ctx: Context, week: string): Promise<Week> {
  const settings = await settingsOf(ctx);
  const languages = new Map<string, Building>();
  const start = Date.parse(week);
  let read = 0;
  for await (const records of walkSpan(ctx, { start, end: start + WEEK_MS }, 'newest')) {
    for (const record of records.slice(0, MOST_RECORDS - read)) {
      read++;
      if (record.deletedAt !== undefined || record.excluded) continue;
      const language = languageIn(record, settings);
      const phrases = phrasesIn(record, language);
      if (phrases.size === 0) continue;
      const building = languages.get(language) ?? { documents: 0, phrases: new Map<string, WeekPhrase>() };
      languages.set(language, building);
      building.documents++;
      const voice = fingerprint(personOf(record)).slice(0, 12);
      for (const [key, said] of phrases) {
        const known = building.phrases.get(key) ?? { key, said, count: 0, first: '', docs: [], voices: [] };
        building.phrases.set(key, known);
        known.count++;
        // From the newest on, so the last one is the first.
        known.first = record.occurredAt;
        known.docs.push(record.feedbackId);
        known.voices.push(voice);
      }
    }
    if (read >= MOST_RECORDS) break;
  }
  const expiresAt = Math.ceil((start + KEPT_WEEKS * WEEK_MS) / 1_000);
  for (const [language, { phrases }] of languages) {
    const commonest = [...phrases.values()]
      .toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
      .slice(0, MOST_PHRASES)
      .map((one) => ({ ...one, docs: least(one.docs, fingerprint), voices: least(one.voices, (voice) => voice) }));
    const rows = batchesOf(commonest, PER_ROW).map((some, block) => ({
      pk: partition(ctx, week, language),
      sk: String(block).padStart(3, '0'),
      phrases: deflated(some),
      expiresAt,
    }));
    await writeAll(
      ctx,
      rows.map((Item) => ({ PutRequest: { Item } })),
    );
  }
  const taken = { languages: Object.fromEntries([...languages].map(([name, { documents }]) => [name, documents])) };
  const Item = { ...headKey(ctx, week), ...taken, expiresAt };
  await writeAll(ctx, [{ PutRequest: { Item } }]);
  return taken;
}

const least = (names: readonly string[], order: (name: string) => string): string[] =>
  [...new Set(names)]
    .map((name) => ({ name, at: order(name) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .slice(0, MOST_KEPT)
    .map(({ name }) => name);
