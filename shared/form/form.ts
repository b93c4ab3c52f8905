import { compact } from '../kernel/json.ts';
import { SubmitFeedback } from '../feedback/feedback.requests.schema.ts';
import { submit } from '../feedback/feedback.submit.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { dbFor, systemDb, tableName } from '../kernel/table.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import { formPartition, resolveFormKey } from './form-key-lookup.ts';
import type { FormKey, PublicFeedback } from './form.schema.ts';

const received = { received: true } as const;

/** Authenticates a request by the key of a form, for its company; 404 for an unknown key, 429 above its rate. */
export async function admit(ctx: Context, formKey: string): Promise<Context> {
  const key = await resolveFormKey(formKey);
  await throttle(ctx, key);
  const { companyId } = key;
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

const MINUTE = 60_000;

/** Counts a key's submissions of the current minute; 429 when there are too many. */
async function throttle(ctx: Context, { formKey, perMinute }: Pick<FormKey, 'formKey' | 'perMinute'>): Promise<void> {
  const minute = Math.floor(ctx.now.getTime() / MINUTE);
  const Update = {
    TableName: tableName(),
    Key: { pk: formPartition(formKey), sk: `minute#${minute}` },
    UpdateExpression: 'SET expiresAt = :expires ADD posts :one',
    ConditionExpression: 'attribute_not_exists(posts) OR posts < :most',
    ExpressionAttributeValues: { ':one': 1, ':most': perMinute, ':expires': (minute + 60) * 60 },
  };
  await retryOnConflict(ctx, async () => {
    try {
      await commit({ ...ctx, db: systemDb() }, [{ Update }]);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const seconds = Math.ceil(((minute + 1) * MINUTE - ctx.now.getTime()) / 1_000);
      throw new Problem('too-many-requests', undefined, { headers: { 'retry-after': String(seconds) }, cause: error });
    }
  });
}
