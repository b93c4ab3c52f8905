import { visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { pairsOf, pairsOfAll } from './effect-answers.ts';
import { adjustedEffect, meanFigure, type Pair, pairedEffect } from './effect-figures.ts';
import type { Effect, EffectWindow } from './effect.schema.ts';
import type { Initiative } from './initiative.schema.ts';
import { initiatives } from './initiative.store.ts';
import { isAlone, pairOf, someVoices, voicesOf } from './voices.ts';

const DAY_MS = 86_400_000;
const BEFORE_DAYS = 180;
const AFTER_DAYS = { from: 7, to: 97 };
/** People who asked for it whose answers are looked for. */
const MOST_EXAMINED = 1_000;

const shifted = (instant: string, days: number): string => new Date(Date.parse(instant) + days * DAY_MS).toISOString();

/** The last 180 days before work began, else before it was decided; and the days 7 to 97 after it was shipped. */
export function windowsOf({ startedAt, decidedAt, shippedAt }: Initiative): {
  before?: EffectWindow;
  after?: EffectWindow;
} {
  const begun = startedAt ?? decidedAt;
  return {
    ...(begun !== undefined && { before: { from: shifted(begun, -BEFORE_DAYS), to: begun } }),
    ...(shippedAt !== undefined && {
      after: { from: shifted(shippedAt, AFTER_DAYS.from), to: shifted(shippedAt, AFTER_DAYS.to) },
    }),
  };
}

/**
 * How those who asked for an initiative answered before and after, beside everybody else. Reads the answers of 1 000
 * people at most, two queries each, and about 5 000 records of everybody on either side; nothing of both until it is shipped.
 * 404 where the initiative is unknown.
 */
export async function effect(ctx: Context, { initiativeId }: { initiativeId: Id<'initiative'> }): Promise<Effect> {
  const initiative: Initiative = await visible(ctx, initiatives, initiativeId);
  const metric = initiative.metric ?? 'csat';
  const windows = windowsOf(initiative);
  const { before, after } = windows;
  const found =
    before && after
      ? await pairsIn(ctx, initiativeId, { before, after }, metric)
      : { pairs: [], others: [], examined: 0 };
  const { pairs, others, examined, compared } = found;
  return {
    metric,
    before: meanFigure(pairs.map(({ first }) => first)),
    after: meanFigure(pairs.map(({ second }) => second)),
    paired: pairedEffect(pairs),
    ...adjustedEffect(pairs, others),
    people: { voices: initiative.voices ?? 0, examined },
    windows: { ...windows, ...(compared && { compared }) },
    asOf: ctx.now.toISOString(),
  };
}

type Found = { pairs: Pair[]; others: Pair[]; examined: number; compared?: Required<ReturnType<typeof windowsOf>> };

async function pairsIn(
  ctx: Context,
  initiativeId: Id<'initiative'>,
  windows: Required<ReturnType<typeof windowsOf>>,
  metric: Effect['metric'],
): Promise<Found> {
  const people = await someVoices(ctx, initiativeId, MOST_EXAMINED);
  // Of a record that stands alone nobody knows another answer.
  const known = people.filter((person) => !isAlone(person));
  const [{ pairs, left }, all] = await Promise.all([
    pairsOf(ctx, known, windows, metric),
    pairsOfAll(ctx, windows, metric),
  ]);
  const linked = await voicesOf(
    ctx,
    [...all.pairs.keys()].map((person) => ({ initiativeId, person })),
  );
  const others = [...all.pairs].flatMap(([person, pair]) =>
    (linked.get(pairOf({ initiativeId, person })) ?? 0) > 0 ? [] : [pair],
  );
  return { pairs, others, examined: people.length - left, compared: all.read };
}
