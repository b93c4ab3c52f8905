import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { type Actor, companyIdPattern, type Context } from '../kernel/context.ts';
import { log } from '../kernel/log.ts';
import { isRole, permissionsOfRoles, permissionsOfScopes } from '../kernel/permissions.ts';
import { dbFor, systemDb } from '../kernel/table.ts';
import { Problem } from './problem.ts';

type Claims = Record<string, unknown>;

/**
 * Builds the context of a request from the claims that the gateway's JWT authorizer verified.
 * Company and roles come from configurable claims, machine permissions from scopes; nothing else
 * in the request can name a company.
 */
export function contextOf(event: APIGatewayProxyEventV2, now: Date): Context {
  const { authorizer } = event.requestContext as Partial<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext']>;
  const claims: Claims | undefined = authorizer?.jwt?.claims;
  if (!claims) throw new Problem('unauthorized', undefined, { headers: { 'www-authenticate': 'Bearer' } });
  const companyId = claims[process.env['COMPANY_CLAIM'] ?? 'company_id'];
  if (typeof companyId !== 'string' || !companyIdPattern.test(companyId)) {
    throw new Problem('forbidden', 'The token names no company.');
  }
  return {
    companyId,
    actor: actorOf(claims),
    now,
    requestId: event.requestContext.requestId,
    db: dbFor(companyId),
    log,
  };
}

/** A context for public routes: no company yet; the verb finds it through a signed link or key. */
export function publicContext(requestId: string, now: Date): Context {
  const actor: Actor = { kind: 'public', id: 'public', roles: [], permissions: new Set(), ownOnly: false };
  return { companyId: '', actor, now, requestId, db: systemDb(), log };
}

function actorOf(claims: Claims): Actor {
  const roles = list(claims[process.env['ROLES_CLAIM'] ?? 'cognito:groups']).filter(isRole);
  const id = [claims['sub'], claims['client_id']].find((claim) => typeof claim === 'string') ?? '';
  if (roles.length > 0) {
    const ownOnly = roles.every((role) => role === 'agent');
    return { kind: 'user', id, roles, permissions: permissionsOfRoles(roles), ownOnly };
  }
  const scopes = list(claims['scope'] ?? claims['scp']);
  return { kind: 'machine', id, roles: [], permissions: permissionsOfScopes(scopes), ownOnly: false };
}

/** The gateway flattens arrays in claims to `[a b]`; issuers send arrays, or words between spaces. */
function list(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String);
  if (typeof claim !== 'string') return [];
  return claim
    .replace(/^\[|\]$/g, '')
    .split(/[\s,]+/)
    .filter(Boolean);
}
