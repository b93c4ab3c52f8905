import type { Context } from '../kernel/context.ts';
import { openText, sealText } from '../kernel/seal.ts';
import { deriveKey, masterKeys } from '../kernel/secret.ts';

type Company = Pick<Context, 'companyId'>;

const PURPOSE = 'webhook-sending';
/** Nothing beside the company is bound in; its key is its own. */
const NOTHING = Buffer.alloc(0);

/**
 * Seals what an endpoint keeps secret, with a key of its company: `<master key id>.<base64url>`. It opens as long as the
 * stack has that master key, so the keys can be replaced while older texts are still stored.
 */
export async function seal({ companyId }: Company, plain: string): Promise<string> {
  const { current, keys } = await masterKeys();
  const key = deriveKey(keys.get(current) as Buffer, PURPOSE, companyId);
  return `${current}.${sealText(key, NOTHING, plain).toString('base64url')}`;
}

/** The text of {@link seal}. Throws when it is another company's, was changed, or its master key is gone. */
export async function open({ companyId }: Company, sealed: string): Promise<string> {
  const [id = '', bytes = ''] = sealed.split('.');
  const master = (await masterKeys()).keys.get(id);
  if (!master) throw new Error(`no master key ${id} to open what a webhook endpoint keeps secret`);
  const plain = openText(deriveKey(master, PURPOSE, companyId), NOTHING, Buffer.from(bytes, 'base64url'));
  if (plain === undefined) throw new Error('what a webhook endpoint keeps secret cannot be opened');
  return plain;
}
