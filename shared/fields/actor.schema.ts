import * as z from 'zod';

/** Who made a change: a person, a machine with a token, this product itself, a visitor without a token, or a tracker. */
export const Actor = z
  .object({ kind: z.enum(['user', 'machine', 'system', 'public', 'tracker']), id: z.string() })
  .meta({ id: 'Actor', example: { kind: 'user', id: 'user-1' } });
export type Actor = z.infer<typeof Actor>;
