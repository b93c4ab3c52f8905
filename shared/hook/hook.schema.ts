import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { mapping } from '../import/import.schema.ts';
import { RotateWebhook } from '../webhook/webhook.schema.ts';

export const HookId = idSchema('hook');

const preset = z.enum(['typeform', 'delighted']).meta({
  description: 'Who sends. SurveyMonkey, Qualtrics and Zendesk send pointers only, and are not taken.',
});

const editable = {
  name: line(100).optional().meta({ example: 'Survey after delivery' }),
  mapping: mapping.default([]).meta({
    description:
      'What answers become, as in imports: a column is the `ref` of a question of Typeform, `hidden.<name>` of a hidden field, or the name of a field of Delighted such as `score`. Says the scales of numbers: a response with a number whose scale nobody says waits as `scale_unknown`.',
  }),
  perMinute: z
    .int()
    .min(1)
    .max(6_000)
    .optional()
    .meta({ description: 'Requests a minute, 600 unless given; more are answered 429, and senders repeat them.' }),
};
const fields = { preset, resource: z.literal('feedback').default('feedback'), ...editable };

const told = {
  hookId: HookId,
  ...fields,
  oldSecretUntil: instant.optional().meta({ description: 'Until when the old secret is good, too.' }),
};

/** Where responses of another product come in as they are given. */
export const Hook = record('Hook', told);
export type Hook = z.output<typeof Hook>;

const secret = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

/** With its secret, which is shown with the answer that makes it and never again. */
export const HookWithSecret = Hook.extend({
  secret: z.string().optional().meta({
    description: 'What requests are signed with. Shown this once; left out where it has been replaced since.',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
  }),
}).meta({ id: 'HookWithSecret' });

/** As it is stored: secrets are sealed. */
export const StoredHook = record('StoredHook', {
  ...told,
  secret: z.string(),
  secretVersion: z.int(),
  oldSecret: z.string().optional(),
});
export type StoredHook = z.output<typeof StoredHook>;

const given = secret.optional().meta({
  description: 'Of Delighted, its API key, which it signs with. Of Typeform one is made unless given.',
  example: 's3cret',
});

export const CreateHook = z
  .strictObject({ ...fields, secret: given })
  .refine(({ preset: name, secret: key }) => name !== 'delighted' || key !== undefined, {
    path: ['secret'],
    error: 'must be the API key of Delighted',
  })
  .meta({ id: 'CreateHook' });
export type CreateHook = z.output<typeof CreateHook>;
export const EditHook = editOf('EditHook', editable);
export const RotateHook = RotateWebhook.extend({ secret: given }).meta({ id: 'RotateHook' });
export type RotateHook = z.output<typeof RotateHook>;

export const HookFilter = z.strictObject({ preset: preset.optional() });
export type HookFilter = z.output<typeof HookFilter>;

export const HookHealth = z
  .object({ refused: z.int().meta({ description: 'Requests whose signature was wrong, since the hook was made.' }) })
  .meta({ id: 'HookHealth' });
