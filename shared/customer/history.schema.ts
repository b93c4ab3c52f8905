import * as z from 'zod';
import { Actor } from '../fields/actor.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';

const Value = verbatim(z.json()).optional();

/** What somebody has changed of a customer, with what stood there before; a field is absent where it was or is empty. */
export const CustomerChange = z
  .object({
    version: z.int().meta({ description: 'Of the customer after the change.' }),
    at: instant,
    actor: Actor,
    changes: z.array(z.object({ field: z.string().meta({ example: 'lastName' }), from: Value, to: Value })),
  })
  .meta({ id: 'CustomerChange' });
export type CustomerChange = z.output<typeof CustomerChange>;
