import {
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  type IHttpApi,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type Contract, type Route, routeKey } from '../../shared/http/contract.ts';
import { gatewayKeyOf } from '../../shared/http/gateway.ts';
import { acknowledge } from './nag.ts';

/** What a gateway needs to know of a function that stands behind it. */
export type Served = { serves: readonly Contract[]; apart?: readonly Contract[]; below?: readonly Contract[] };

/** The gateway's routes of a function, by their keys, and whether they need a token. */
export function gatewayRoutesOf({ serves, apart, below }: Served): Map<string, 'token' | 'public'> {
  const keyOf = (contract: Contract, route: Route): string => {
    if (apart?.includes(contract)) return routeKey(route);
    return below?.includes(contract) ? `ANY ${route.path}` : gatewayKeyOf(route);
  };
  return new Map(
    serves.flatMap((contract) =>
      Object.values(contract.routes).map((route) => [
        keyOf(contract, route),
        route.permission === 'public' ? 'public' : 'token',
      ]),
    ),
  );
}

/** One integration and one invoke permission for a function, and the gateway's routes that lead to it. */
export function addHttpRoutes(
  scope: Construct,
  api: IHttpApi,
  authorizer: IHttpRouteAuthorizer,
  { name, served, handler, fallback }: { name: string; served: Served; handler: IFunction; fallback: boolean },
): void {
  const integration = new HttpLambdaIntegration(name, handler, { scopePermissionToRoute: false });
  const add = (id: string, key: HttpRouteKey, guard: 'token' | 'public'): void => {
    const open = guard === 'public';
    const route = new HttpRoute(scope, id, {
      httpApi: api,
      routeKey: key,
      integration,
      authorizer: open ? new HttpNoneAuthorizer() : authorizer,
    });
    if (open) {
      acknowledge(route, { 'AwsSolutions-APIG4': 'Public by contract: the route reveals nothing of any company.' });
    }
  };
  for (const [key, guard] of gatewayRoutesOf(served)) {
    const [method = '', path = ''] = key.split(' ');
    add(key, HttpRouteKey.with(path, method as HttpMethod), guard);
  }
  if (fallback) add('Fallback', HttpRouteKey.DEFAULT, 'public');
}
