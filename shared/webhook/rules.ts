import type { UrlRules } from '../webhook-sending/url-rules.ts';

const hostOf = (url: string): string => new URL(url).hostname;

/**
 * Where webhooks may be sent in this deployment: never to its own hosts, and to local ones only where the configuration
 * names them (`WEBHOOK_ALLOWED`, `host:port` with commas between).
 */
export const urlRules = (...ownUrls: string[]): UrlRules => ({
  allowed: new Set((process.env['WEBHOOK_ALLOWED'] ?? '').split(',').filter(Boolean)),
  own: new Set([...ownUrls, process.env['PUBLIC_URL']].flatMap((url) => (url ? [hostOf(url)] : []))),
});
