import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { HookId } from './hook.schema.ts';

export const HookDeliveryId = idSchema('hookDelivery');

/** What of it is wrong, and where; never what stands there. */
const Problem = z.object({
  column: z.string().optional().meta({ example: 'score' }),
  code: z.string().meta({ example: 'scale_unknown' }),
  message: z.string(),
});

const told = {
  deliveryId: HookDeliveryId,
  hookId: HookId,
  type: z.string().meta({ example: 'survey_response.updated' }),
  state: z.enum(['received', 'taken', 'skipped', 'scale_unknown', 'refused']).meta({
    description:
      '`received` until it is known what becomes of it. `scale_unknown` and `refused` can be replayed for 30 days, after a change of the mapping for example.',
  }),
  reason: z.string().optional().meta({ description: 'Why it was skipped.', example: 'older' }),
  externalId: z.string().optional().meta({
    description: 'Of the record that it became.',
    example: 'typeform:7f3c2b',
  }),
  problems: z.array(Problem).optional(),
};

/** Something that another product has sent. Not kept when it has been taken or skipped: what it said. */
export const HookDelivery = record('HookDelivery', told);
export type HookDelivery = z.output<typeof HookDelivery>;

export const StoredHookDelivery = record('StoredHookDelivery', { ...told, body: z.string().optional() });
export type StoredHookDelivery = z.output<typeof StoredHookDelivery>;

export const HookDeliveryFilter = z.strictObject({ state: told.state.optional() });
export type HookDeliveryFilter = z.output<typeof HookDeliveryFilter>;
