import type { OAuth2Server } from 'oauth2-mock-server';
import { type Role, roles } from '../shared/kernel/roles.ts';
import { emailOf, signingIn } from './demo/team.ts';

/** Somebody who signs in, and what their token says of them. */
type Person = { role: Role; userId: string; name: string; email: string };
type ClaimsOf = (person: Person) => Record<string, unknown>;

/**
 * The sign-in page of the local issuer: whoever wants to come in says who they are. Renewing works beyond a restart, as
 * what renews names the person.
 */
export function offerSignIn({ service }: OAuth2Server, issuer: string, claimsOf: ClaimsOf): void {
  const codes = new Map<string, Role>();
  service.addRoute('GET', '/sign-in', (incoming, outgoing) => {
    const { searchParams } = new URL(incoming.url ?? '/', issuer);
    const lines = roles.map((role) => {
      const target = new URLSearchParams([...searchParams, ['login_hint', role]]);
      return `<li><a href="/authorize?${escaped(target.toString())}"><b>${signingIn[role].name}</b> ${role}</a></li>`;
    });
    outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    outgoing.end(page(`<h1>Sign in to Heed</h1><p>Company demo, on this machine only</p><ul>${lines.join('')}</ul>`));
  });
  service.on('beforeWellKnownOpenIdConfiguration', (answer: { body: Record<string, unknown> }) => {
    answer.body['authorization_endpoint'] = `${issuer}/sign-in`;
  });
  service.on('beforeAuthorizeRedirect', ({ url }: { url: URL }, incoming: { query?: Record<string, unknown> }) => {
    const code = url.searchParams.get('code');
    const role = roleOf(incoming.query?.['login_hint']);
    if (code !== null && role) codes.set(code, role);
  });
  service.on('beforeTokenSigning', (token: { payload: Record<string, unknown> }, incoming: TokenRequest) => {
    const role = whoAsks(incoming, codes);
    if (!role) return;
    const { userId, name } = signingIn[role];
    Object.assign(token.payload, claimsOf({ role, userId, name, email: emailOf(userId) }));
  });
  service.on(
    'beforeResponse',
    (answer: { body: Record<string, unknown>; statusCode: number }, incoming: TokenRequest) => {
      const role = whoAsks(incoming, codes);
      if (role) {
        answer.body['refresh_token'] = `${role}.${crypto.randomUUID()}`;
        return;
      }
      answer.statusCode = 400;
      answer.body = { error: 'invalid_grant', error_description: 'nobody signed in for this' };
    },
  );
}

type TokenRequest = { body?: { code?: unknown; refresh_token?: unknown; grant_type?: unknown } };

function whoAsks({ body = {} }: TokenRequest, codes: ReadonlyMap<string, Role>): Role | undefined {
  if (body.grant_type === 'refresh_token') return roleOf(String(body.refresh_token).split('.')[0]);
  return codes.get(String(body.code));
}

const roleOf = (name: unknown): Role | undefined => roles.find((role) => role === name);

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (
  body: string,
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>Sign in – Heed</title>
<style>body{font:16px/24px system-ui,sans-serif;max-width:24rem;margin:12vh auto;padding:0 1rem}ul{list-style:none;padding:0}
a{display:block;padding:.75rem 1rem;margin:.5rem 0;border:1px solid #7f8893;border-radius:8px;color:inherit;text-decoration:none}
a:hover{border-color:#0057b8}p{opacity:.8}</style></head><body><main>${body}</main></body></html>`;
