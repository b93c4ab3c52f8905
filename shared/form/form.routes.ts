import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { FormKeyId, PublicFeedback } from './form.schema.ts';

export const formRoutes = defineRoutes('form', {
  post: {
    method: 'POST',
    path: '/f/{formKey}',
    summary: 'Submit feedback from a public form',
    description:
      'Needs no token: the key says whose form it is. Takes JSON and form fields. Scripts of any site may call it and read the reply (CORS). An Idempotency-Key counts together with the body: the same of both within 24 hours is stored once, another body with the same key is another submission.',
    permission: 'public',
    params: z.object({ formKey: FormKeyId }),
    body: PublicFeedback,
    form: true,
    anyOrigin: true,
    maxBytes: 100_000,
    reply: { 202: z.object({ received: z.literal(true) }) },
    problems: ['too-many-requests'],
  },
});
