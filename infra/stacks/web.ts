import { join } from 'node:path';
import { CfnOutput, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { cachingOf, consoleHeaders } from '../../web/console/headers.ts';
import type { Config } from '../config.ts';
import { acknowledge } from '../constructs/nag.ts';
import type { ApiStack } from './api.ts';
import type { DataStack } from './data.ts';

const YEAR = Duration.days(365);

/**
 * One address for people and systems: the console below `/app/` from a private bucket, everything else from the API. One
 * origin needs no CORS, and lets the policy of contents be short.
 */
export class WebStack extends Stack {
  constructor(scope: Construct, config: Config, { data, api }: { data: DataStack; api: ApiStack }) {
    super(scope, `${config.name}-web`, { terminationProtection: config.retain });
    // Everything in it can be built again.
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { issuer, consoleClientId, connect } = data.signIn;
    const storage = `https://${data.files.bucket}.s3.${this.region}.amazonaws.com`;
    const distribution = this.#distribution(bucket, api, [...connect, storage]);
    const files = config.bundles && join(config.bundles, 'console');
    const deployed = { destinationBucket: bucket, prune: false };
    if (files) {
      new BucketDeployment(this, 'Assets', {
        ...deployed,
        sources: [Source.asset(join(files, 'assets'))],
        destinationKeyPrefix: 'app/assets',
        cacheControl: [CacheControl.fromString(cachingOf('/app/assets/'))],
      });
      new BucketDeployment(this, 'Page', {
        ...deployed,
        sources: [
          Source.asset(files, { exclude: ['assets', '.vite'] }),
          Source.jsonData('config.json', { issuer, clientId: consoleClientId, scopes: 'openid email profile' }),
        ],
        destinationKeyPrefix: 'app',
        cacheControl: [CacheControl.noCache()],
        distribution,
        distributionPaths: ['/app/*'],
      });
    }
    new CfnOutput(this, 'ConsoleUrl', { value: `https://${distribution.distributionDomainName}/app/` });
    acknowledge(this, reasons);
  }

  #distribution(bucket: Bucket, api: ApiStack, connect: readonly string[]): Distribution {
    const headers = Object.entries(consoleHeaders(connect));
    const ofConsole = new ResponseHeadersPolicy(this, 'Headers', {
      customHeadersBehavior: {
        customHeaders: headers
          .filter(([header]) => !securityHeaders.includes(header))
          .map(([header, value]) => ({ header, value, override: true })),
      },
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policyOf(headers), override: true },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: YEAR, includeSubdomains: true, override: true },
      },
    });
    const shared = { viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS };
    return new Distribution(this, 'Distribution', {
      comment: 'Heed: console below /app/, API everywhere else',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        ...shared,
        origin: new HttpOrigin(`${api.httpApiId}.execute-api.${this.region}.${Fn.ref('AWS::URLSuffix')}`),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        functionAssociations: [this.#edge('Home', toConsole)],
      },
      additionalBehaviors: {
        '/app/*': {
          ...shared,
          origin: S3BucketOrigin.withOriginAccessControl(bucket),
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          responseHeadersPolicy: ofConsole,
          functionAssociations: [this.#edge('Page', toPage)],
        },
      },
    });
  }

  #edge(name: string, code: string) {
    return {
      eventType: FunctionEventType.VIEWER_REQUEST,
      function: new EdgeFunction(this, `${name}Path`, {
        code: FunctionCode.fromInline(code),
        runtime: FunctionRuntime.JS_2_0,
      }),
    };
  }
}

/** CloudFront refuses these as headers of one's own. */
const securityHeaders = ['content-security-policy', 'referrer-policy', 'x-content-type-options'];
const policyOf = (headers: readonly [string, string][]): string =>
  headers.find(([name]) => name === 'content-security-policy')?.[1] ?? '';

/** Whoever comes to the bare address wants the console. */
const toConsole = `function handler(event) {
  if (event.request.uri !== '/' && event.request.uri !== '/app') return event.request;
  return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/app/' } } };
}`;

/** A screen's path is no file: the console's page finds it. */
const toPage = `function handler(event) {
  if (!event.request.uri.slice('/app/'.length).includes('.')) event.request.uri = '/app/index.html';
  return event.request;
}`;

const copier =
  'Of the function by which the CDK’s BucketDeployment copies the files; it runs during a deployment only.';

/** Why cdk-nag’s findings here are accepted. */
const reasons: Readonly<Record<string, string>> = {
  'AwsSolutions-S1': 'The files are the same for everybody and hold no data; who reads them is of no interest.',
  'AwsSolutions-CFR1': 'Companies anywhere may be customers; whoever deploys knows of countries to be left out.',
  'AwsSolutions-CFR2':
    'The API has a throttle and verifies tokens; a firewall is a price that whoever deploys decides on.',
  'AwsSolutions-CFR3':
    'The API writes an access log without addresses and query strings; this one could not leave them out.',
  'AwsSolutions-CFR4':
    'A distribution without a domain of its own has CloudFront’s certificate, whose policy is fixed.',
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]': copier,
  'AwsSolutions-IAM5[Action::s3:Abort*]': copier,
  'AwsSolutions-IAM5[Action::s3:DeleteObject*]': copier,
  'AwsSolutions-IAM5[Action::s3:GetBucket*]': copier,
  'AwsSolutions-IAM5[Action::s3:GetObject*]': copier,
  'AwsSolutions-IAM5[Action::s3:List*]': copier,
  'AwsSolutions-IAM5[Resource::*]': copier,
  'AwsSolutions-IAM5[Resource::<Files8E6940B8.Arn>/*]': copier,
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]':
    copier,
  'AwsSolutions-L1': copier,
  'Serverless-LambdaDLQ': copier,
  'Serverless-LambdaLatestVersion': copier,
  'Serverless-LambdaTracing': copier,
};
