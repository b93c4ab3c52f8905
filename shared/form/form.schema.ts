import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { FeedbackType } from '../feedback/feedback.parts.schema.ts';

export const FormKeyId = idSchema('formKey').meta({ id: 'FormKeyId' });

const fields = {
  name: line(100).meta({ description: 'Where the form stands.', example: 'Help page' }),
  perMinute: z.int().min(1).max(600).default(60).meta({ description: 'Submissions a minute; more are answered 429.' }),
};

export const CreateFormKey = z.strictObject(fields).meta({ id: 'CreateFormKey' });
export type CreateFormKey = z.infer<typeof CreateFormKey>;

export const FormKeyRecord = record('FormKeyRecord', { formKey: FormKeyId, ...fields });

/** Allows posting feedback to one company without a token, and nothing else. It is public: the page holds it. */
export const FormKey = z
  .object({ formKey: FormKeyId, name: z.string(), perMinute: z.int(), createdAt: z.iso.datetime() })
  .meta({ id: 'FormKey' });
export type FormKey = z.infer<typeof FormKey>;

const blank = z.literal('');

/** What a public form sends, as JSON or form fields; fields left blank count as left out. */
export const PublicFeedback = z
  .strictObject({
    comments: prose(10_000).regex(/\S/, 'must not be blank').meta({ example: 'The search finds nothing.' }),
    subject: line(200).or(blank).optional(),
    type: FeedbackType.or(blank).optional(),
    name: line(120).or(blank).optional(),
    email: Email.or(blank).optional(),
    rating: z
      .union([z.int().min(1).max(5), z.enum(['1', '2', '3', '4', '5']), blank], {
        error: 'must be a whole number from 1 to 5',
      })
      .optional()
      .meta({ description: '1 (bad) to 5 (good).' }),
    website: z
      .string()
      .max(500)
      .optional()
      .meta({ description: 'Hidden from people; whoever fills it in is a robot.' }),
  })
  .meta({ id: 'PublicFeedback' });
export type PublicFeedback = z.infer<typeof PublicFeedback>;
