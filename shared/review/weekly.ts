import type { Context } from '../kernel/context.ts';
import { Reading } from '../metrics/figure.schema.ts';
import { read } from '../metrics/metrics.ts';
import { unreferenced } from '../hand-over/unreferenced.ts';
import { newThemes } from '../emerging/emerging.ts';
import { pick } from '../kernel/json.ts';
import { ageOf, readCounts } from '../triage/counts.ts';
import { ages } from '../triage/triage.requests.schema.ts';
import type { TriageItem } from '../triage/triage.schema.ts';
import { waitingItems } from '../triage/waiting.ts';
import type { Days } from './period.ts';
import type { Review, Weekly } from './review.schema.ts';

const MOST_LOOKED_AT = 10_000;
const MOST_SHOWN = 10;
const WEEK_MS = 7 * 86_400_000;

/**
 * What waits for triage now, what was decided in a week, and what feedback has begun to speak about since the review
 * before was made, or in the last seven days where there is none: so each new theme is in one review.
 */
export async function weeklyOf(ctx: Context, { from, to }: Days, before: Review | undefined): Promise<Weekly> {
  const since = before?.asOf ?? new Date(ctx.now.getTime() - WEEK_MS).toISOString();
  const [{ waiting }, items, open, themes, decided, waitMedian] = await Promise.all([
    readCounts(ctx),
    waitingItems(ctx, MOST_LOOKED_AT),
    unreferenced(ctx),
    newThemes(ctx, since, MOST_SHOWN),
    read(ctx, { name: 'triage_decided', grain: 'total', from, to }),
    read(ctx, { name: 'triage_wait_median', grain: 'total', from, to }),
  ]);
  return {
    waiting,
    routes: routesOf(items, ctx.now),
    mostVoices: items
      .toSorted((a, b) => b.voices - a.voices || b.priority - a.priority)
      .slice(0, MOST_SHOWN)
      .map((item) => pick(item, ['feedbackId', 'type', 'theme', 'impact', 'route', 'voices', 'arrivedAt'])),
    unreferenced: {
      count: open.length,
      oldest: open
        .slice(0, MOST_SHOWN)
        .map((one) => pick(one, ['handOverId', 'trackerId', 'feedbackId', 'initiativeId', 'createdAt'])),
    },
    newThemes: themes,
    decided: Reading.parse(decided.total),
    waitMedian: Reading.parse(waitMedian.total),
  };
}

function routesOf(items: readonly TriageItem[], now: Date): Weekly['routes'] {
  const none = Object.fromEntries(ages.map((age) => [age, 0])) as Record<(typeof ages)[number], number>;
  const byRoute = new Map<TriageItem['route'], typeof none>();
  for (const { route, arrivedAt } of items) {
    const counts = byRoute.get(route) ?? { ...none };
    counts[ageOf(arrivedAt, now)]++;
    byRoute.set(route, counts);
  }
  return [...byRoute].map(([route, counts]) => ({ route, ...counts })).toSorted((a, b) => (a.route < b.route ? -1 : 1));
}
