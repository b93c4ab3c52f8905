import { knownTopicsIn } from '../analysis/topics.ts';
import { addDays, mondayOf } from '../kernel/calendar.ts';
import { set } from '../kernel/change.ts';
import { type Context, isLate } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import { taxonomyInForce } from '../taxonomy/in-force.ts';
import { emergingOf } from './emergence.ts';
import { idOf, isSilent, lastRun, noteRun, topics } from './emerging.store.ts';
import { phrasesOfWeek, takeWeek, type Week, weekOf } from './snapshot.ts';

const NEW_WEEKS = 4;
const ALL_WEEKS = 16;
const MOST_QUOTABLE = 12;
const DAYS = 7;

/** The Monday (UTC) of the last week that is over. */
export const lastWeek = ({ now }: Pick<Context, 'now'>): string =>
  addDays(mondayOf(now.toISOString().slice(0, 10)), -DAYS);

/**
 * Looks, once a week, for what feedback has begun to speak about. Snapshots that are missing are taken first: one in an
 * ordinary week, sixteen the first time. Done twice it writes the same. Tells what was found; undefined where the week is
 * done, or where there was no time and the next run goes on.
 */
export async function findEmerging(ctx: Context): Promise<{ found: number; languages: number } | undefined> {
  const week = lastWeek(ctx);
  if ((await lastRun(ctx))?.week === week) return undefined;
  const weeks = Array.from({ length: ALL_WEEKS }, (_, back) => addDays(week, -DAYS * back));
  const taken: Week[] = [];
  for (const one of weeks) {
    if (isLate(ctx)) return undefined;
    taken.push((await weekOf(ctx, one)) ?? (await takeWeek(ctx, one)));
  }
  const languages = new Set(taken.slice(0, NEW_WEEKS).flatMap((one) => Object.keys(one.languages)));
  let found = 0;
  for (const language of languages) found += await findIn(ctx, language, weeks, taken);
  await noteRun(ctx, week);
  return { found, languages: languages.size };
}

type Sum = { said: string; c1: number; c0: number; first: string; docs: string[]; voices: string[] };

async function findIn(ctx: Context, language: string, weeks: readonly string[], taken: readonly Week[]) {
  const sums = new Map<string, Sum>();
  for (const [back, week] of weeks.entries())
    for (const { key, said, count, first, docs, voices } of await phrasesOfWeek(ctx, week, language)) {
      const sum = sums.get(key) ?? { said, c1: 0, c0: 0, first, docs: [], voices: [] };
      sums.set(key, sum);
      sum[back < NEW_WEEKS ? 'c1' : 'c0'] += count;
      // Weeks come from the newest on.
      sum.first = first;
      if (back < NEW_WEEKS) {
        sum.docs.push(...docs);
        sum.voices.push(...voices);
      }
    }
  const documents = taken.map(({ languages }) => languages[language] ?? 0);
  const total = (some: readonly number[]): number => some.reduce((sum, one) => sum + one, 0);
  const totals = { n1: total(documents.slice(0, NEW_WEEKS)), n0: total(documents.slice(NEW_WEEKS)) };
  const { topics: known } = await taxonomyInForce(ctx);
  const phrases = [...sums]
    .filter(([, { said, c1, c0 }]) => c1 + c0 > 1 && knownTopicsIn(said, language, known).length === 0)
    .map(([key, sum]) => ({ ...sum, key, stems: key.split(' ') }));
  const emerging = emergingOf(phrases, totals);
  let kept = 0;
  for (const one of emerging) if (await keep(ctx, weeks, language, one)) kept++;
  return kept;
}

type Found = ReturnType<typeof emergingOf<Sum & { key: string; stems: string[] }>>[number];

/** Keeps a topic; whoever was told of it last week is not told again, and what somebody dismissed is not kept. */
async function keep(ctx: Context, [week = '', before = '']: readonly string[], language: string, found: Found) {
  const topicId = idOf(week, language, found.key);
  if (await isSilent(ctx, topicId)) return false;
  const wasThere = isThere(ctx, await topics.find(ctx, idOf(before, language, found.key)));
  const draft = {
    topicId,
    week,
    language,
    topic: found.said,
    n: found.c1,
    voices: new Set(found.voices).size,
    growth: found.growth,
    // Smaller numbers the table refuses.
    p: Math.max(found.p, 1e-100),
    q: Math.max(found.q, 1e-100),
    firstSeen: found.first,
    status: 'emerging' as const,
    feedbackIds: found.docs.slice(0, MOST_QUOTABLE) as Id<'feedback'>[],
  };
  await set(ctx, topics, topicId, wasThere ? 'stay' : 'emerge', (was) => was ?? draft);
  return true;
}
