import { admitBulk } from '../../shared/feedback/bulk-admission.ts';
import { submitMany } from '../../shared/feedback/feedback.bulk.ts';
import { submit } from '../../shared/feedback/feedback.submit.ts';
import { intakeRoutes } from '../../shared/feedback/intake.routes.ts';
import { reply } from '../../shared/http/reply.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(intakeRoutes, {
  submit: async (ctx, { body }) => {
    const { feedback, created } = await submit(ctx, body);
    return reply(created ? 201 : 200, feedback);
  },
  submitMany: async (ctx, { body }) => {
    await admitBulk(ctx, body.items.length);
    return submitMany(ctx, body);
  },
});
