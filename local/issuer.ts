import { importJWK, SignJWT } from 'jose';
import { OAuth2Server } from 'oauth2-mock-server';
import { groupOf, type Role } from '../shared/kernel/roles.ts';
import * as z from 'zod';
import { offerSignIn } from './sign-in.ts';
import { openKept, readKept, writeKept } from './kept/file.ts';

export const audience = 'heed';
const ALGORITHM = 'RS256';
const DAY_SECONDS = 86_400;

export type Issuer = { url: string; close: () => Promise<void> };

/**
 * An OIDC issuer (discovery, JWKS, authorization code with PKCE) on 127.0.0.1. Its key is kept in `keyFile`, readable by
 * its owner only, so that tokens outlive a restart.
 */
export async function startIssuer(options: {
  port: number;
  keyFile: string;
  say: (line: string) => void;
}): Promise<Issuer> {
  const server = new OAuth2Server();
  const key = readKept(options.keyFile, signingKey, options.say);
  if (key) await server.issuer.keys.add(key);
  else {
    await server.issuer.keys.generate(ALGORITHM);
    writeKept(options.keyFile, server.issuer.keys.toJSON(true)[0]);
  }
  await server.start(options.port, '127.0.0.1');
  const url = `http://127.0.0.1:${options.port}`;
  server.issuer.url = url;
  offerSignIn(server, url, ({ userId: user, role, ...profile }) => ({
    ...profile,
    aud: audience,
    ...claimsOf({ company: 'demo', role, user }),
  }));
  return { url, close: () => server.stop() };
}

const signingKey = z.looseObject({ kid: z.string(), kty: z.string() });

export type Identity = {
  company: string;
  /** A person's role, e.g. `manager`: the token names its group, `heed:manager`. */
  role?: Role;
  /** The person's id; `<role>-1` by default. */
  user?: string;
  /** A machine's permissions, between spaces. */
  scope?: string;
};

/** What a token says of whoever it is for. */
const claimsOf = ({ company, role, scope, user = role ? `${role}-1` : 'machine-1' }: Identity) => ({
  sub: user,
  company_id: company,
  ...(role && { 'cognito:groups': [groupOf(role)] }),
  ...(scope && { scope, client_id: 'machine-1' }),
});

/** Signs a bearer token as the issuer would, valid for a day, for a person (`role`) or a machine (`scope`). */
export async function signToken(options: { issuer: string; keyFile: string }, identity: Identity): Promise<string> {
  const key = openKept(options.keyFile, signingKey);
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(claimsOf(identity))
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: key.kid })
    .setIssuer(options.issuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setNotBefore(now - 5)
    .setExpirationTime(now + DAY_SECONDS)
    .sign(await importJWK(key, ALGORITHM));
}
