import { createHash } from 'node:crypto';
import type { Context } from '../kernel/context.ts';
import { openText, sealText } from '../kernel/seal.ts';
import { deriveKey, masterKeys } from '../kernel/secret.ts';
import { Problem } from './problem.ts';

const CURSOR_HOURS = 24;

/** Binds a cursor to who asked what: the same position means nothing in another list or company. */
const binding = (ctx: Context, list: string, filter: unknown): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([ctx.companyId, ctx.actor.ownOnly ? ctx.actor.id : '', list, filter]))
    .digest();

/** Encrypts a position (AES-256-GCM): opaque, tamper-proof, bound to company, list and filter, 24 h. */
export async function sealCursor(ctx: Context, list: string, filter: unknown, position: unknown): Promise<string> {
  const { current, keys } = await masterKeys();
  const key = deriveKey(keys.get(current) as Buffer, 'cursor', ctx.companyId);
  const text = JSON.stringify([ctx.now.getTime() + CURSOR_HOURS * 3_600_000, position]);
  return sealText(key, binding(ctx, list, filter), text).toString('base64url');
}

/** The position in a cursor; any defect is one 400 `invalid-cursor`. */
export async function openCursor<T>(
  ctx: Context,
  list: string,
  filter: unknown,
  cursor: string | undefined,
): Promise<T | undefined> {
  if (cursor === undefined) return undefined;
  const { keys } = await masterKeys();
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.toString('base64url') === cursor) {
    for (const master of keys.values()) {
      const text = openText(deriveKey(master, 'cursor', ctx.companyId), binding(ctx, list, filter), bytes);
      const [until, position] = JSON.parse(text ?? '[0]') as [number, T];
      if (until > ctx.now.getTime()) return position;
    }
  }
  throw new Problem('invalid-cursor', 'The cursor is broken, expired, or belongs to another list.');
}
