import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
  type FunctionProps,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Needs, queueVariable } from '../../events/define.ts';
import { DOCUMENTS, INCOMING } from '../../shared/document/folders.ts';
import { type Config, mailDomainOf } from '../config.ts';
import type { DataStack } from '../stacks/data.ts';
import type { Alarms } from './alarms.ts';
import { filesExport } from './files.ts';
import { acknowledge } from './nag.ts';

/** What holds state, under the names that the configuration gives. */
export type State = { config: Config; data: Pick<DataStack, 'key'> };

/** What every function is built from. */
export type Platform = {
  config: Config;
  data: DataStack;
  alarms: Alarms;
  /** Where links in mails lead. */
  publicUrl: string;
};

export type ServiceFunctionProps = Pick<FunctionProps, 'deadLetterQueue' | 'retryAttempts' | 'maxEventAge'> & {
  /** Of the function and of its bundle. */
  name: string;
  needs: Needs;
  timeoutSeconds: number;
  memoryMb?: number;
  environment?: Record<string, string | undefined>;
};

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const readActions = ['GetItem', 'BatchGetItem', 'Query', 'ConditionCheckItem'];
const writeActions = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];
export const comprehendActions = [
  'BatchDetectDominantLanguage',
  'BatchDetectSentiment',
  'BatchDetectKeyPhrases',
  'DetectPiiEntities',
];

/** A Lambda function with its own role and log group, that may do exactly what it says it needs. */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly #platform: Platform;

  constructor(scope: Construct, platform: Platform, props: ServiceFunctionProps) {
    super(scope, props.name);
    const { config, alarms } = platform;
    const { name, needs, timeoutSeconds, memoryMb = 512, environment = {}, ...asynchronous } = props;
    this.#platform = platform;
    const functionName = `${config.name}-${name}`;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: config.logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      code: codeOf(name, config),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      role: this.role,
      logGroup,
      // Start and report lines would cost more log bytes than the product's own; metrics tell the same.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      tracing: Tracing.DISABLED,
      ...asynchronous,
    });
    this.#setVariables(environment);
    this.#uses(needs);
    this.#setVariables(config.environment);
    alarms.ofFunction(name, this.function);
    acknowledge(this.function, {
      'Serverless-LambdaTracing': 'The tracer costs 17 to 32 ms of every cold start; request ids link the logs.',
      'Serverless-LambdaDLQ': 'Called synchronously or by a poller: failures go back to the caller or the queue.',
      'Serverless-LambdaAsyncFailureDestination':
        'Schedules carry a dead-letter queue; nothing else calls asynchronously.',
    });
  }

  /** Allows actions on resources to this function alone. */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Conditions): void {
    this.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
    );
  }

  /** Each need is a grant and its environment variables, so that one never comes without the other. */
  #uses(needs: Needs): void {
    const { data, config } = this.#platform;
    if (needs.table) {
      const writes = needs.table === 'write';
      this.allow(
        (writes ? [...readActions, ...writeActions] : readActions).map((action) => `dynamodb:${action}`),
        needs.keys ? [data.table.tableArn] : data.tableArns,
        needs.keys && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...needs.keys] } },
      );
      this.useKey(writes);
      this.#setVariables({ TABLE_NAME: data.table.tableName });
    }
    if (needs.bus) {
      this.allow(['events:PutEvents'], [data.bus.eventBusArn]);
      this.#setVariables({ BUS_NAME: data.bus.eventBusName });
    }
    if (needs.quarantine) {
      this.allow(['sqs:SendMessage'], [data.quarantine.queueArn]);
      this.useKey(true);
      this.#setVariables({ QUARANTINE_URL: data.quarantine.queueUrl });
    }
    for (const trigger of needs.sendsTo ?? []) {
      const lanes = data.lanes.get(trigger);
      if (!lanes) throw new Error(`${this.node.id} sends to ${trigger}, which is no queue trigger`);
      for (const [lane, queue] of Object.entries(lanes)) {
        this.allow(['sqs:SendMessage'], [queue.queueArn]);
        this.#setVariables({ [queueVariable(trigger, lane)]: queue.queueUrl });
      }
      this.useKey(true);
    }
    if (needs.files) {
      const writes = needs.files === 'write';
      this.#useFolders(writes ? ['exports', 'imports', 'working', 'runs'] : ['exports', 'runs'], writes);
      // Nothing else tells which files there are.
      if (writes) this.allow(['s3:ListBucket'], [data.files.arn]);
    }
    if (needs.documents) {
      const writes = needs.documents === 'write';
      this.#useFolders(writes ? [INCOMING, DOCUMENTS] : [DOCUMENTS], writes);
    }
    if (needs.secret) {
      this.allow(['secretsmanager:GetSecretValue'], [data.secret.secretArn]);
      this.useKey(false);
      this.#setVariables({ SECRET_ARN: data.secret.secretArn });
    }
    if (needs.ses) {
      const ses = (resource: string, resourceName: string): string =>
        Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
      const set = data.mailSet.configurationSetName;
      this.allow(
        ['ses:SendEmail'],
        [ses('identity', config.mailFrom), ses('identity', mailDomainOf(config)), ses('configuration-set', set)],
      );
      this.#setVariables({
        PUBLIC_URL: this.#platform.publicUrl,
        MAIL_FROM: config.mailFrom,
        MAIL_RATE: config.mailRate,
        MAIL_CONFIGURATION_SET: set,
      });
    }
    if (needs.publicUrl) this.#setVariables({ PUBLIC_URL: this.#platform.publicUrl });
    if (needs.mailDomain) this.#setVariables({ MAIL_DOMAIN: mailDomainOf(config) });
    if (needs.comprehend) {
      this.#setVariables({ COMPREHEND_RATE: config.comprehendRate });
      this.allow(
        comprehendActions.map((action) => `comprehend:${action}`),
        ['*'],
      );
      acknowledge(this.role, {
        'AwsSolutions-IAM5[Resource::*]': 'Comprehend has no resources to name: its actions take only a star.',
      });
    }
    if (needs.translate && config.translation) {
      this.#setVariables({ TRANSLATION: 'on' });
      this.allow(['translate:TranslateText'], ['*']);
      acknowledge(this.role, {
        'AwsSolutions-IAM5[Resource::*]': 'Translate names no resources for texts: the action takes only a star.',
      });
    }
  }

  /** Files below some folders. Who may write may also take away: of somebody who is erased nothing is left. */
  #useFolders(folders: readonly string[], writes: boolean): void {
    const { data, config } = this.#platform;
    const inside = (folder: string): string => `${data.files.arn}/${folder}/*`;
    this.allow(writes ? ['s3:GetObject', 's3:PutObject'] : ['s3:GetObject'], folders.map(inside));
    if (writes) this.allow(['s3:DeleteObject'], folders.map(inside));
    this.useKey(writes);
    this.#setVariables({ FILES_BUCKET: data.files.bucket });
    for (const folder of folders)
      acknowledge(this.role, {
        [`AwsSolutions-IAM5[Resource::${filesExport(config)}/${folder}/*]`]:
          'Files are named by company, job or document, so a grant can name no more than their folder.',
      });
  }

  /** Use of the data key, by single actions: the usual grants say `kms:GenerateDataKey*` and `kms:ReEncrypt*`. */
  useKey(encrypts: boolean): void {
    const reading = ['kms:Decrypt', 'kms:DescribeKey'];
    const writing = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];
    this.allow(encrypts ? [...reading, ...writing] : reading, [this.#platform.data.key.keyArn]);
  }

  #setVariables(variables: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(variables)) {
      if (value !== undefined) this.function.addEnvironment(name, value);
    }
  }
}

function codeOf(name: string, { bundles }: Config): Code {
  if (!bundles) return Code.fromInline('exports.handler = async () => {};');
  const folder = join(bundles, name);
  if (!existsSync(join(folder, 'index.js'))) throw new Error(`no bundle for ${name}: run \`npm run build\` first`);
  return Code.fromAsset(folder);
}
