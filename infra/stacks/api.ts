import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { Alarms, minutes } from '../constructs/alarms.ts';
import type { DataStack } from './data.ts';

/** The HTTP API that the functions of all areas stand behind, and who verifies tokens. */
export class ApiStack extends Stack {
  readonly httpApiId: string;
  readonly authorizerId: string;
  /** Where callers and links reach the API. */
  readonly publicUrl: string;
  readonly #api: HttpApi;

  constructor(scope: Construct, config: Config, data: DataStack) {
    super(scope, `${config.name}-api`, { terminationProtection: config.retain });
    this.#api = new HttpApi(this, 'Api', { apiName: config.name, createDefaultStage: false });
    this.httpApiId = this.#api.apiId;
    this.authorizerId = new HttpAuthorizer(this, 'Jwt', {
      httpApi: this.#api,
      type: HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtIssuer: data.oidc.issuer,
      jwtAudience: [...data.oidc.audience],
    }).authorizerId;
    this.publicUrl = config.publicUrl ?? this.#api.apiEndpoint;
    this.#alarms(new Alarms(this, config.name, data.alarmTopic), this.#stage(config));
    new CfnOutput(this, 'ApiUrl', { value: this.#api.apiEndpoint });
    new CfnOutput(this, 'ApiId', { value: this.#api.apiId });
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
      method: '$context.httpMethod',
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
