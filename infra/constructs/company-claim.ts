import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { acknowledge } from './nag.ts';

/**
 * Cognito's access tokens carry no attributes of their own; this trigger (event version 3) adds `company_id`:
 * a person's from `custom:company_id`, which only administrators may set, a machine's from the one
 * `company/<companyId>` scope that its client was given.
 */
export const companyClaimSource = `
exports.handler = async (event) => {
  const { userAttributes = {}, scopes = [] } = event.request;
  const granted = scopes.filter((scope) => scope.startsWith('company/')).map((scope) => scope.slice('company/'.length));
  const company = userAttributes['custom:company_id'] ?? (granted.length === 1 ? granted[0] : undefined);
  const claims = company ? { claimsToAddOrOverride: { company_id: company } } : {};
  event.response.claimsAndScopeOverrideDetails = { idTokenGeneration: claims, accessTokenGeneration: claims };
  return event;
};
`;

export function companyClaimFunction(scope: Construct, config: Config): LambdaFunction {
  const functionName = `${config.name}-company-claim`;
  const logGroup = new LogGroup(scope, 'CompanyClaimLogs', {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: config.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'CompanyClaimRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  const fn = new LambdaFunction(scope, 'CompanyClaim', {
    functionName,
    code: Code.fromInline(companyClaimSource),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: 256,
    timeout: Duration.seconds(5),
    role,
    logGroup,
  });
  acknowledge(fn, {
    'Serverless-LambdaDLQ': 'Cognito calls it and waits: a failure is a refused sign-in.',
    'Serverless-LambdaTracing': 'Ten lines without a call to anything.',
  });
  return fn;
}
