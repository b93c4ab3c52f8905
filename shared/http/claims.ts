import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';

export type Claims = Readonly<Record<string, unknown>>;

/** One token and nothing else; a header that was sent twice arrives joined with a comma. */
const oneToken = /^(?:bearer )?[\w-]+\.([\w-]+)\.[\w-]+$/i;

/**
 * The claims of the token that the gateway's JWT authorizer verified, or undefined without one.
 *
 * They are read from the token itself: the gateway's own copy holds text only and writes an array as `[a b]`, where the
 * one group "Salesforce admin" looks like the two groups "Salesforce" and "admin" (docs/adr/0021-claims.md). The copy
 * proves that the token was verified: issuer, subject and company must be the same in both.
 */
export function claimsOf(event: APIGatewayProxyEventV2, companyClaim: string): Claims | undefined {
  const { authorizer } = event.requestContext as Partial<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext']>;
  const verified: Claims | undefined = authorizer?.jwt?.claims;
  const payload = oneToken.exec(event.headers['authorization']?.trim() ?? '')?.[1];
  const claims = payload === undefined ? undefined : parsed(payload);
  if (!verified || !claims) return undefined;
  const same = ['iss', 'sub', companyClaim].every(
    (name) => typeof claims[name] !== 'string' || claims[name] === verified[name],
  );
  return same ? claims : undefined;
}

function parsed(payload: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Claims) : undefined;
  } catch {
    // The gateway lets no such token through; whoever gets here with one has none that was verified.
    return undefined;
  }
}
