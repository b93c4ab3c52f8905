import { create } from '../../kernel/change.ts';
import type { Context } from '../../kernel/context.ts';
import { oneOf, randomOf } from '../../testing/random.ts';
import { featuresOf, type Predictable } from '../features.ts';
import { type Rated, train } from '../prediction-model.ts';
import type { StoredModel } from '../prediction.schema.ts';
import { models, packed } from '../prediction.store.ts';
import { isRefusal } from '../refusal.ts';
import { logistic } from '../ridge-logistic.ts';

export const zone = { timeZone: 'Europe/Berlin', dayBoundary: '00:00' };
type Made = Predictable & { y: 0 | 1 };

/** Records whose customers are satisfied by how long it took, where `told`; else by chance. An hour lies between them. */
export function made(rows: number, told: boolean, { seed = 5, from = Date.UTC(2026, 0, 1) } = {}): Made[] {
  const random = randomOf(seed);
  return Array.from({ length: rows }, (_, at): Made => {
    const resolutionMinutes = Math.round(10 ** (1 + 2 * random()));
    return {
      source: oneOf(random, ['chat', 'email', 'phone']),
      category: oneOf(random, ['billing', 'app', 'delivery', 'other']),
      occurredAt: new Date(from + at * 3_600_000).toISOString(),
      snapshot: {
        resolutionMinutes,
        tier: oneOf(random, ['gold', 'silver']),
        channel: oneOf(random, ['chat', 'mail']),
        ...(random() < 0.7 && { firstContactResolved: random() < 0.5 }),
      },
      y: random() < logistic(told ? 7 - 1.5 * Math.log(resolutionMinutes) : 0.5) ? 1 : 0,
    };
  });
}

export const rated = (rows: number, told: boolean): Rated[] =>
  made(rows, told).map(({ y, ...record }) => ({ features: featuresOf(record, zone), y }));

/** Stores a model that knows how satisfaction follows from time; with `wrong` it takes the one for the other. */
export async function aModel(ctx: Context, more: Partial<StoredModel> = {}, wrong = false): Promise<StoredModel> {
  const trained = train(rated(900, true).map((one): Rated => (wrong ? { ...one, y: one.y === 1 ? 0 : 1 } : one)));
  if (isRefusal(trained)) throw new Error('the model is refused');
  const { weights, n, rate, holdOut, calibration } = trained;
  const trainedAt = ctx.now.toISOString();
  const model = { modelId: trainedAt.toLowerCase(), trainedAt, day: trainedAt.slice(0, 10), state: 'active' as const };
  return create(
    ctx,
    models,
    { ...model, n, rate, holdOut, calibration, packed: packed(weights), ...more },
    { action: 'train' },
  );
}
