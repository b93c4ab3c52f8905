import * as z from 'zod';

/** Who made a change: a person, a machine with a token, this product itself, or a visitor without a token. */
export const Actor = z
  .object({ kind: z.enum(['user', 'machine', 'system', 'public']), id: z.string() })
  .meta({ id: 'Actor', example: { kind: 'user', id: 'user-1' } });
export type Actor = z.infer<typeof Actor>;
