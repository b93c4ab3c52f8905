import * as z from 'zod';

const count = z.int().min(0);

/** How far back a rule is played. */
export const days = z.int().min(1).max(90).meta({ description: 'So many days up to now.', example: 90 });

/** A rule that is saved, or one that is not. */
export const isOneRule = ({ ruleId, rule }: { ruleId?: unknown; rule?: unknown }): boolean =>
  (ruleId === undefined) !== (rule === undefined);
export const ONE_RULE = 'must name either `ruleId` or `rule`';

export const week = z.object({ from: z.iso.date().meta({ description: 'Its Monday.' }), count });
