import type { Method, Route } from './contract.ts';

const NOUN = /^\/api\/crm\/[\w-]+/;
const PROXY = '{proxy+}';

/**
 * The gateway's route that brings the requests of a contract's route: every method of a public path, and of a noun's
 * path and of all below it for the others (docs/adr/0030-greedy-routes.md).
 */
export function gatewayKeyOf({ path, permission }: Pick<Route, 'path' | 'permission'>): string {
  const noun = permission === 'public' ? path : (NOUN.exec(path)?.[0] ?? path);
  return path === noun ? `ANY ${path}` : `ANY ${noun}/${PROXY}`;
}

type Request = {
  routeKey: string;
  pathParameters?: Record<string, string | undefined> | null;
  requestContext: { http: { method: string } };
};
type Params = Record<string, string | undefined>;
/** Without `found`, the path answers to `allow` and not to this method. */
export type Match<T> = { found: T | undefined; params: Params; allow: readonly Method[] };

/**
 * Finds what a request asks for among things with a method and a path: by the path that the gateway matched, or behind
 * a greedy one by the most literal path that fits. Undefined for an unknown path.
 */
export function matcherOf<T extends { method: Method; path: string }>(
  all: readonly T[],
): (request: Request) => Match<T> | undefined {
  const byPath = Map.groupBy(all, ({ path }) => path);
  // Of two paths that fit, the one comes first that has a literal where the other has its first parameter.
  const templates = [...byPath.keys()]
    .map((path) => ({ path, parts: path.split('/') }))
    .map((template) => ({ ...template, rank: template.parts.map((part) => Number(isParameter(part))).join('') }))
    .toSorted((one, other) => Number(one.rank > other.rank) - Number(one.rank < other.rank));

  const pathOf = ({ routeKey: key, pathParameters }: Request): [path: string, params: Params] | undefined => {
    const gateways = key.slice(key.indexOf(' ') + 1);
    if (!gateways.endsWith(PROXY)) return [gateways, pathParameters ?? {}];
    const parts = (gateways.slice(0, -PROXY.length) + (pathParameters?.['proxy'] ?? '')).split('/');
    const fitting = templates.find((template) => fits(template.parts, parts));
    return fitting && [fitting.path, paramsOf(fitting.parts, parts)];
  };

  return (request) => {
    const [path, params] = pathOf(request) ?? [];
    const here = path === undefined ? undefined : byPath.get(path);
    if (!here || !params) return undefined;
    const { method } = request.requestContext.http;
    return { found: here.find((one) => one.method === method), params, allow: here.map((one) => one.method) };
  };
}

const isParameter = (part: string): boolean => part.startsWith('{');

const fits = (template: readonly string[], parts: readonly string[]): boolean =>
  template.length === parts.length &&
  template.every((part, at) => part === parts[at] || (isParameter(part) && parts[at] !== ''));

const paramsOf = (template: readonly string[], parts: readonly string[]): Params =>
  Object.fromEntries(template.flatMap((part, at) => (isParameter(part) ? [[part.slice(1, -1), parts[at]]] : [])));
