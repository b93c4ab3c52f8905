import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Context } from '../kernel/context.ts';
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
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(binding(ctx, list, filter));
  const text = JSON.stringify([ctx.now.getTime() + CURSOR_HOURS * 3_600_000, position]);
  return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url');
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
  if (bytes.toString('base64url') === cursor && bytes.length > 28) {
    for (const master of keys.values()) {
      const opened = tryOpen(deriveKey(master, 'cursor', ctx.companyId), bytes, binding(ctx, list, filter));
      if (opened && opened[0] > ctx.now.getTime()) return opened[1] as T;
    }
  }
  throw new Problem('invalid-cursor', 'The cursor is broken, expired, or belongs to another list.');
}

function tryOpen(key: Buffer, bytes: Buffer, aad: Buffer): [number, unknown] | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(aad);
  decipher.setAuthTag(bytes.subarray(-16));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString();
    return JSON.parse(text) as [number, unknown];
  } catch {
    // Authentication failed: not ours, or sealed with another key.
    return undefined;
  }
}
