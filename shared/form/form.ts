import { compact } from '../kernel/json.ts';
import { SubmitFeedback } from '../feedback/feedback.requests.schema.ts';
import { submit } from '../feedback/feedback.submit.ts';
import type { Context } from '../kernel/context.ts';
import { atMostPerMinute } from '../kernel/per-minute.ts';
import { dbFor } from '../kernel/table.ts';
import { formPartition, resolveFormKey } from './form-key-lookup.ts';
import type { PublicFeedback } from './form.schema.ts';

const received = { received: true } as const;

/** Authenticates a request by the key of a form, for its company; 404 for an unknown key, 429 above its rate. */
export async function admit(ctx: Context, formKey: string): Promise<Context> {
  const key = await resolveFormKey(formKey);
  const { companyId, perMinute } = key;
  await atMostPerMinute(ctx, formPartition(formKey), perMinute);
  return { ...ctx, companyId, db: dbFor(companyId), actor: { ...ctx.actor, id: formKey } };
}

/** Stores what was sent through a public form. Robots get the same answer, and nothing of theirs is stored. */
export async function receive(ctx: Context, { website, ...sent }: PublicFeedback): Promise<typeof received> {
  if (website) return received;
  const { name, email, rating, ...given } = withoutBlanks(sent);
  const contact = compact({ name, email });
  const input = SubmitFeedback.parse({
    source: 'direct',
    ...given,
    ...(Object.keys(contact).length > 0 && { contact }),
    ...(rating !== undefined && { scores: [{ metric: 'rating', value: Number(rating), scaleMin: 1, scaleMax: 5 }] }),
  });
  await submit(ctx, input, { reply: { status: 202, body: received } });
  return received;
}

const withoutBlanks = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as T;
