import type { Position } from './contact.schema.ts';

/** Whether a position holds on a day: from its first day on, and no longer on the day of its end. */
export const holdsOn = ({ from, to }: Pick<Position, 'from' | 'to'>, day: string): boolean =>
  from <= day && (to === undefined || to > day);

/** Positions of which exactly one is the primary one: `marked`, else the one that was, unless that has ended by `today`. */
export function withPrimary(
  positions: readonly (Omit<Position, 'primary'> & { primary?: boolean | undefined })[],
  today: string,
  marked?: number,
): Position[] {
  const isOpen = ({ to }: Pick<Position, 'to'>): boolean => to === undefined || to > today;
  const chosen =
    positions.find(({ n }) => n === marked) ??
    positions.find((one) => one.primary && isOpen(one)) ??
    positions.find(isOpen) ??
    positions.find(({ primary }) => primary) ??
    positions[0];
  return positions.map((one) => ({ ...one, primary: one === chosen }));
}
