import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { Alarms, minutes } from '../constructs/alarms.ts';
import { acknowledgePublic, addContract } from '../constructs/http-routes.ts';
import { type Platform, ServiceFunction } from '../constructs/service-function.ts';
import { functions } from '../functions.ts';
import type { DataStack } from './data.ts';

/** The gateway's own limit; a function that runs longer answers nobody. */
const TIMEOUT_SECONDS = 29;

/** The HTTP API: the functions of the table in `functions.ts` behind explicitly declared routes. */
export class ApiStack extends Stack {
  /** Where callers and links reach the API. */
  readonly publicUrl: string;
  readonly #api: HttpApi;

  constructor(scope: Construct, config: Config, data: DataStack) {
    super(scope, `${config.name}-api`, { terminationProtection: config.retain });
    this.#api = new HttpApi(this, 'Api', { apiName: config.name, createDefaultStage: false });
    this.publicUrl = config.publicUrl ?? this.#api.apiEndpoint;
    const alarms = new Alarms(this, config.name, data.alarmTopic);
    const platform: Platform = { config, data, alarms, publicUrl: this.publicUrl, lanesOf: () => undefined };
    const stage = this.#stage(config);
    this.#routes(platform);
    this.#alarms(alarms, stage);
    new CfnOutput(this, 'ApiUrl', { value: this.#api.apiEndpoint });
    new CfnOutput(this, 'ApiId', { value: this.#api.apiId });
  }

  #routes(platform: Platform): void {
    const { config, data } = platform;
    const authorizer = new HttpJwtAuthorizer('Jwt', data.oidc.issuer, { jwtAudience: [...data.oidc.audience] });
    const environment = {
      COMPANY_CLAIM: config.companyClaim,
      ROLES_CLAIM: config.rolesClaim,
      ROLE_PREFIX: config.rolePrefix,
      PUBLIC_URL: config.publicUrl,
    };
    const integrations = new Map<string, HttpLambdaIntegration>();
    for (const [name, { serves, needs }] of Object.entries(functions)) {
      const fn = new ServiceFunction(this, platform, { name, needs, timeoutSeconds: TIMEOUT_SECONDS, environment });
      integrations.set(name, addContract(this.#api, name, serves, fn.function, authorizer));
    }
    // The gateway's own 404 is no problem+json; the system function answers for everything undeclared.
    const fallback = new HttpRoute(this, 'Fallback', {
      httpApi: this.#api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: integrations.get('system') as HttpLambdaIntegration,
      authorizer: new HttpNoneAuthorizer(),
    });
    acknowledgePublic(fallback);
  }

  #stage(config: Config): HttpStage {
    const logGroup = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/${config.name}-api`,
      retention: config.logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // No addresses, no query strings: both can name a person.
    const line = {
      id: '$context.requestId',
      route: '$context.routeKey',
      status: '$context.status',
      ms: '$context.responseLatency',
      error: '$context.error.messageString',
      fault: '$context.integrationErrorMessage',
    };
    return new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: config.throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(line)),
      },
    });
  }

  #alarms(alarms: Alarms, stage: HttpStage): void {
    alarms.add('api-5xx', {
      metric: stage.metricServerError({ period: minutes(5), statistic: 'sum' }),
      above: 4,
      meaning: 'Callers got errors that are ours.',
      runbook: 'api-5xx',
    });
    alarms.add('api-p99', {
      metric: stage.metricLatency({ period: minutes(5), statistic: 'p99' }),
      above: 3000,
      periods: 3,
      meaning: 'One call in a hundred took longer than 3 seconds.',
      runbook: 'api-p99',
    });
  }
}
