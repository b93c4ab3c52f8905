import type { Context } from '../kernel/context.ts';
import { deflated, inflated } from '../kernel/deflated.ts';
import { defineStore, isThere, type Stored } from '../kernel/store.ts';
import type { Weights } from './prediction-model.ts';
import { StoredModel } from './prediction.schema.ts';

const KEPT_DAYS = 400;
/** So many of the newest are looked at. */
const NEWEST = 30;
/** Digits of a covariance that are kept: an interval shows two. */
const DIGITS = 5;

export const models = defineStore('predictionModel', StoredModel, {
  id: 'modelId',
  key: { pk: () => 'mdl#csat', sk: ({ modelId }) => modelId },
  indexes: {},
  retention: ({ trainedAt }) => new Date(Date.parse(trainedAt) + KEPT_DAYS * 86_400_000),
});

/** The newest models, the newest first; eventually as they are now. */
export async function newestModels(ctx: Context, most = NEWEST): Promise<StoredModel[]> {
  const found: Stored<StoredModel>[] = [];
  for await (const steps of models.all(ctx, { from: undefined, size: most })) {
    found.push(...steps.flatMap(({ item }) => (item && isThere(ctx, item) ? [item] : [])));
    if (found.length >= most) break;
  }
  return found.slice(0, most).map((one) => models.publicOf(one));
}

/** Coefficients as a text: of a symmetric matrix one half, in as many digits as are used. */
export function packed({ encoding, coefficients, covariance }: Weights): string {
  const size = coefficients.length;
  const half = covariance.filter((_, at) => at % size <= Math.floor(at / size));
  const told = { encoding, coefficients, half: half.map((one) => Number(one.toPrecision(DIGITS))) };
  return Buffer.from(deflated(told)).toString('base64');
}

export function unpacked(text: string): Weights {
  const told = inflated<Omit<Weights, 'covariance'> & { half: number[] }>(Buffer.from(text, 'base64'));
  const { encoding, coefficients, half } = told;
  const size = coefficients.length;
  const covariance = Array.from({ length: size * size }, () => 0);
  let at = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const value = half[at++] ?? 0;
      covariance[i * size + j] = value;
      covariance[j * size + i] = value;
    }
  return { encoding, coefficients, covariance };
}
