import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { open, seal } from '../webhook-sending/seal.ts';
import { newSecret } from '../webhook-sending/signature.ts';

/** What a record keeps whose requests are signed; secrets are sealed. `secretVersion` is the record's version that made the secret. */
export type Secrets = {
  secret: string;
  secretVersion: number;
  oldSecret?: string | undefined;
  oldSecretUntil?: string | undefined;
};

const HOUR_MS = 3_600_000;

const isOpen = (ctx: Context, { oldSecret, oldSecretUntil = '' }: Secrets): boolean =>
  oldSecret !== undefined && oldSecretUntil > ctx.now.toISOString();

/** The secret of a record that is new, ours unless one is given. */
export const firstSecret = async (ctx: Context, secret = newSecret()): Promise<Secrets> => ({
  secret: await seal(ctx, secret),
  secretVersion: 1,
});

/** A record with a new secret. The old one is good for so many hours more; `rotation-open` while one is from before. */
export async function withNewSecret<R extends Secrets & { version: number }>(
  ctx: Context,
  before: R,
  overlapHours: number,
  secret = newSecret(),
): Promise<R> {
  if (isOpen(ctx, before) && overlapHours > 0)
    throw new Problem('rotation-open', `The old secret is good until ${before.oldSecretUntil}.`);
  const until = new Date(ctx.now.getTime() + overlapHours * HOUR_MS).toISOString();
  return {
    ...before,
    secret: await seal(ctx, secret),
    secretVersion: before.version + 1,
    ...(overlapHours > 0
      ? { oldSecret: before.secret, oldSecretUntil: until }
      : { oldSecret: undefined, oldSecretUntil: undefined }),
  };
}

/** The secret that an answer of a version is about; none where it has been replaced since that answer was first given. */
export const secretFor = async (
  ctx: Context,
  stored: Secrets | undefined,
  version: number,
): Promise<{ secret?: string }> =>
  stored?.secretVersion === version ? { secret: await open(ctx, stored.secret) } : {};

/** The secrets that are good now, the newer one first. */
export const goodSecrets = (ctx: Context, secrets: Secrets): Promise<string[]> =>
  Promise.all(
    [secrets.secret, ...(isOpen(ctx, secrets) ? [secrets.oldSecret as string] : [])].map((one) => open(ctx, one)),
  );
