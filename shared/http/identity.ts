import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Actor, type Context, isCompanyId } from '../kernel/context.ts';
import { log } from '../kernel/log.ts';
import { ownRoles } from '../kernel/own-roles.ts';
import { permissionsOfScopes } from '../kernel/permissions.ts';
import { builtInRoles, isRole, permissionsOfRoles, type Role, ROLE_PREFIX, roleOfGroup } from '../kernel/roles.ts';
import { dbFor, systemDb } from '../kernel/table.ts';
import { type Claims, claimsOf } from './claims.ts';
import { Problem } from './problem.ts';

/**
 * Builds the context of a request from the claims of the verified token. Company and roles come from configurable
 * claims, machine permissions from scopes; nothing else in the request can name a company. Only a token that names a
 * role which is not a built-in one costs a read.
 */
export async function contextOf(event: APIGatewayProxyEventV2, now: Date, deadline?: Date): Promise<Context> {
  const companyClaim = process.env['COMPANY_CLAIM'] ?? 'company_id';
  const claims = claimsOf(event, companyClaim);
  if (!claims) throw new Problem('unauthorized', undefined, { headers: { 'www-authenticate': 'Bearer' } });
  const companyId = claims[companyClaim];
  if (typeof companyId !== 'string' || !isCompanyId(companyId))
    throw new Problem('forbidden', 'The token names no company.');
  const { requestId } = event.requestContext;
  const ctx: Context = { companyId, actor: nobody, now, requestId, db: dbFor(companyId), log, deadline };
  return { ...ctx, actor: await actorOf(ctx, claims) };
}

/** What agents read of their own alone; another role may let somebody read it all. */
const agentReads = builtInRoles.agent.filter((permission) => permission.endsWith(':read'));
const nobody: Actor = { kind: 'public', id: 'public', roles: [], permissions: new Set(), ownOnly: false };

/** A context for public routes: no company yet; the verb finds it through a signed link or key. */
export function publicContext(requestId: string, now: Date): Context {
  return { companyId: '', actor: nobody, now, requestId, db: systemDb(), log };
}

async function actorOf(ctx: Context, claims: Claims): Promise<Actor> {
  const id = texts([claims['sub'], claims['client_id']])[0] ?? '';
  const prefix = process.env['ROLE_PREFIX'] ?? ROLE_PREFIX;
  const named = texts(claims[process.env['ROLES_CLAIM'] ?? 'cognito:groups']).flatMap(
    (group) => roleOfGroup(group, prefix) ?? [],
  );
  const somebody = await actorOfRoles(ctx, id, named);
  if (somebody) return { ...somebody, profile: profileOf(claims) };
  // RFC 8693: one text with spaces between scopes, which hold none themselves. Some issuers send an array.
  const scopes = texts(claims['scope'] ?? claims['scp']).flatMap((scope) => scope.split(' '));
  return { kind: 'machine', id, roles: [], permissions: permissionsOfScopes(scopes), ownOnly: false };
}

/** Somebody who has some roles, with what these permit now; undefined where none of them is a role. */
export async function actorOfRoles(ctx: Context, id: string, names: readonly string[]): Promise<Actor | undefined> {
  const builtIn = names.filter(isRole);
  const others = names.filter((name) => !isRole(name));
  const own = others.length === 0 ? [] : await ownRoles(ctx, others);
  return builtIn.length + own.length > 0 ? person(id, builtIn, own) : undefined;
}

/** An agent whose other roles do not hold all that agents hold is still one: no role widens what another one reads. */
function person(id: string, builtIn: readonly Role[], own: Awaited<ReturnType<typeof ownRoles>>): Actor {
  const held = permissionsOfRoles(builtIn);
  const permissions = own.length === 0 ? held : new Set([...held, ...own.flatMap((role) => role.permissions)]);
  const beside = new Set([
    ...permissionsOfRoles(builtIn.filter((role) => role !== 'agent')),
    ...own.flatMap((role) => role.permissions),
  ]);
  return {
    kind: 'user',
    id,
    roles: [...new Set([...builtIn, ...own.map(({ name }) => name)])],
    permissions,
    ownOnly: builtIn.includes('agent') && !agentReads.every((permission) => beside.has(permission)),
  };
}

function profileOf(claims: Claims): NonNullable<Actor['profile']> {
  const [name, email, language] = ['name', 'email', 'locale'].map((claim) => texts(claims[claim])[0]);
  return { name, email, language };
}

/** The texts of a claim that is one text or an array. */
const texts = (claim: unknown): string[] => [claim].flat().filter((value) => typeof value === 'string');
