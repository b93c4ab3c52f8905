import type { Figure } from '../metrics/figure.schema.ts';

/** Every figure of the present in a part of a snapshot, in its order; what it is compared with is none of them. */
export function figuresIn(part: unknown): Figure[] {
  if (Array.isArray(part)) return part.flatMap(figuresIn);
  if (typeof part !== 'object' || part === null) return [];
  if (isFigure(part)) return [part];
  return Object.entries(part).flatMap(([name, inner]) =>
    name === 'previous' || name === 'lastYear' || name === 'before' ? [] : figuresIn(inner),
  );
}

const isFigure = (part: object): part is Figure => 'formulaVersion' in part && 'metric' in part && 'asOf' in part;
