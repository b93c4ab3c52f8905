/** The level that a number has crossed. */
export type Level = 'ok' | 'warning' | 'critical';
export type Direction = 'below' | 'above';

/** A value beyond a number; one that equals it has not crossed it. */
export function threshold(
  value: number,
  {
    direction,
    warning,
    critical,
  }: { direction: Direction; warning?: number | undefined; critical?: number | undefined },
): Level {
  const isBeyond = (limit: number | undefined): boolean =>
    limit !== undefined && (direction === 'below' ? value < limit : value > limit);
  return isBeyond(critical) ? 'critical' : isBeyond(warning) ? 'warning' : 'ok';
}
