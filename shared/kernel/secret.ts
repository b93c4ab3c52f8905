import { hkdfSync } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { env } from './env.ts';

/** Live master keys by id; `current` signs, all of them verify, so that keys can be rotated. */
export type MasterKeys = { current: string; keys: ReadonlyMap<string, Buffer> };

let loaded: Promise<MasterKeys> | undefined;

/** The stack's master keys, read once per process from Secrets Manager (`{"current":"k1","k1":"…"}`). */
export function masterKeys(): Promise<MasterKeys> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(): Promise<MasterKeys> {
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: env('SECRET_ARN') }),
  );
  const { current, ...keys } = JSON.parse(SecretString ?? '{}') as Record<string, string>;
  if (!current || !keys[current]) throw new Error('the master secret has no current key');
  return { current, keys: new Map(Object.entries(keys).map(([id, key]) => [id, Buffer.from(key)])) };
}

/** A 32-byte key for one purpose of one company (HKDF-SHA-256, RFC 5869). */
export function deriveKey(master: Buffer, purpose: string, companyId: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'heed', `${purpose}\n${companyId}`, 32));
}
