import { BlockedAddress, resolvePublic, type Resolver } from './resolve.ts';
import { checkUrl, isAllowed, type UrlRules } from './url-rules.ts';

/** Where one request goes: to `address`, whatever the name in the URL means a moment later. */
export type Target = { url: URL; address?: string };

/**
 * What is asked when an endpoint is saved and again before every request. Throws `BlockedAddress` or `NoAddress`, whose
 * message follows "url" and names the broken rule. An exception of the configuration is not resolved.
 */
export async function targetOf(raw: string, rules: UrlRules, resolver?: Resolver): Promise<Target> {
  const broken = checkUrl(raw, rules);
  if (broken !== undefined) throw new BlockedAddress(broken);
  const url = new URL(raw);
  return isAllowed(url, rules) ? { url } : { url, address: (await resolvePublic(url.hostname, resolver)).address };
}
