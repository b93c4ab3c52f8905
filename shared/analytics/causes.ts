import type { Settings } from '../company/settings.schema.ts';
import { list as initiatives } from '../initiative/initiative.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { list as templates } from '../survey-template/survey-template.ts';
import { get as taxonomy } from '../taxonomy/taxonomy.ts';
import type { ChangePoint } from './change-points.ts';
import type { Cause } from './trend.schema.ts';

const NEAR_DAYS = 7;
/** Of each kind so many are looked at, the newest. */
const MOST = 100;

/**
 * Change points with what happened within seven days of each: initiatives that were shipped, and the last changes of survey
 * templates and of the taxonomy. That is near in time and no more. Nothing is read where nothing changed; agents, who read
 * their own numbers only, are told none.
 */
export async function causesOf(
  ctx: Context,
  { timeZone, dayBoundary }: Settings,
  points: readonly ChangePoint[],
): Promise<(ChangePoint & { causes?: Cause[] })[]> {
  if (points.length === 0 || ctx.actor.ownOnly) return [...points];
  const dayOf = (instant: string): string => localDay(new Date(instant), timeZone, dayBoundary);
  const [shipped, asked, named] = await Promise.all([
    initiatives(ctx, { status: 'shipped', limit: MOST }),
    templates(ctx, { limit: MOST }),
    taxonomy(ctx, {}),
  ]);
  const all: Cause[] = [
    ...shipped.items.flatMap(({ initiativeId, title, shippedAt }) =>
      shippedAt === undefined
        ? []
        : [{ kind: 'initiative' as const, id: initiativeId, day: dayOf(shippedAt), name: title }],
    ),
    ...asked.items.map(({ templateId, name, updatedAt }) => ({
      kind: 'template' as const,
      id: templateId,
      day: dayOf(updatedAt),
      name,
    })),
    ...(named.updatedAt === undefined
      ? []
      : [{ kind: 'taxonomy' as const, id: String(named.version), day: dayOf(named.updatedAt) }]),
  ];
  return points.map((point) => ({
    ...point,
    causes: all.filter(({ day }) => day >= addDays(point.day, -NEAR_DAYS) && day <= addDays(point.day, NEAR_DAYS)),
  }));
}
