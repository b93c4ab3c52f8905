import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { settingsOf } from '../company/settings.ts';
import { walkSpan } from '../feedback/feedback.walk.ts';
import { mondayOf } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { keepSnapshot } from './snapshot.ts';
import { languageIn, termsOf } from './terms.ts';

const DAYS = 365;
/**
 * Records of a snapshot, the newest ones: how rare a term is among these tells how rare it is among a million, and the
 * work of a company and its memory stay bounded.
 */
const MOST_RECORDS = 20_000;
const MOST_TERMS = 1_000_000;

const weekOf = ({ now }: Pick<Context, 'now'>): string => mondayOf(now.toISOString().slice(0, 10));

/** Where it stands which week a company's terms were last counted for. */
export const takenKey = ({ companyId }: Context) => ({ pk: `${companyPrefix(companyId)}idf`, sk: 'taken' });

type Counted = { documents: number; df: Map<string, number> };

/**
 * Counts, once a week, how many of a company's texts hold each term, by language: those of the 20 000 newest records of
 * the year before this week's Monday (UTC), or fewer where they hold a million different terms. Done twice it writes the
 * same. Tells how many were counted; undefined where the week is done.
 */
export async function countTerms(
  ctx: Context,
  most: { records: number; terms: number } = { records: MOST_RECORDS, terms: MOST_TERMS },
): Promise<{ documents: number; languages: number } | undefined> {
  const week = weekOf(ctx);
  const Key = takenKey(ctx);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key }));
  if (Item?.['week'] === week) return undefined;
  const settings = await settingsOf(ctx);
  const end = Date.parse(week);
  const counted = new Map<string, Counted>();
  let [records, terms] = [0, 0];
  for await (const page of walkSpan(ctx, { start: end - DAYS * 86_400_000, end }, 'newest')) {
    for (const record of page) {
      if (records >= most.records || terms >= most.terms) break;
      records++;
      if (record.deletedAt !== undefined || record.excluded) continue;
      const language = languageIn(record, settings);
      const found = termsOf(record, language);
      if (found.size > 0) terms += add(counted, language, found.keys());
    }
    if (records >= most.records || terms >= most.terms) break;
  }
  for (const [language, frequencies] of counted) await keepSnapshot(ctx, language, week, frequencies);
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...Key, week } }));
  const documents = [...counted.values()].reduce((sum, one) => sum + one.documents, 0);
  return { documents, languages: counted.size };
}

/** Counts a text; tells how many terms are new. */
function add(counted: Map<string, Counted>, language: string, terms: Iterable<string>): number {
  const { df, documents } = counted.get(language) ?? { documents: 0, df: new Map<string, number>() };
  const before = df.size;
  for (const term of terms) df.set(term, (df.get(term) ?? 0) + 1);
  counted.set(language, { documents: documents + 1, df });
  return df.size - before;
}
