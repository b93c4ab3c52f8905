import type { HttpApi, HttpMethod, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type Contract, methodsOf } from '../../shared/http/contract.ts';
import { acknowledge } from './nag.ts';

/** One integration and one invoke permission for a function, and a gateway route for each of its operations. */
export function addContract(
  api: HttpApi,
  name: string,
  { routes }: Contract,
  handler: IFunction,
  authorizer: IHttpRouteAuthorizer,
): HttpLambdaIntegration {
  const integration = new HttpLambdaIntegration(name, handler, { scopePermissionToRoute: false });
  for (const route of Object.values(routes)) {
    const open = route.permission === 'public';
    const added = api.addRoutes({
      path: route.path,
      methods: methodsOf(route) as HttpMethod[],
      integration,
      authorizer: open ? new HttpNoneAuthorizer() : authorizer,
    });
    if (open) for (const one of added) acknowledgePublic(one);
  }
  return integration;
}

export const acknowledgePublic = (route: Parameters<typeof acknowledge>[0]): void =>
  acknowledge(route, { 'AwsSolutions-APIG4': 'Public by contract: the route reveals nothing of any company.' });
