import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Actor, type Context, isCompanyId } from '../kernel/context.ts';
import { log } from '../kernel/log.ts';
import { permissionsOfRoles, permissionsOfScopes, ROLE_PREFIX, roleOfGroup } from '../kernel/permissions.ts';
import { dbFor, systemDb } from '../kernel/table.ts';
import { type Claims, claimsOf } from './claims.ts';
import { Problem } from './problem.ts';

/**
 * Builds the context of a request from the claims of the verified token. Company and roles come from configurable
 * claims, machine permissions from scopes; nothing else in the request can name a company.
 */
export function contextOf(event: APIGatewayProxyEventV2, now: Date): Context {
  const companyClaim = process.env['COMPANY_CLAIM'] ?? 'company_id';
  const claims = claimsOf(event, companyClaim);
  if (!claims) throw new Problem('unauthorized', undefined, { headers: { 'www-authenticate': 'Bearer' } });
  const companyId = claims[companyClaim];
  if (typeof companyId !== 'string' || !isCompanyId(companyId))
    throw new Problem('forbidden', 'The token names no company.');
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
  const prefix = process.env['ROLE_PREFIX'] ?? ROLE_PREFIX;
  const roles = texts(claims[process.env['ROLES_CLAIM'] ?? 'cognito:groups']).flatMap(
    (group) => roleOfGroup(group, prefix) ?? [],
  );
  const id = texts([claims['sub'], claims['client_id']])[0] ?? '';
  if (roles.length > 0) {
    const ownOnly = roles.every((role) => role === 'agent');
    return { kind: 'user', id, roles, permissions: permissionsOfRoles(roles), ownOnly };
  }
  // RFC 8693: one text with spaces between scopes, which hold none themselves. Some issuers send an array.
  const scopes = texts(claims['scope'] ?? claims['scp']).flatMap((scope) => scope.split(' '));
  return { kind: 'machine', id, roles: [], permissions: permissionsOfScopes(scopes), ownOnly: false };
}

/** The texts of a claim that is one text or an array. */
const texts = (claim: unknown): string[] => [claim].flat().filter((value) => typeof value === 'string');
