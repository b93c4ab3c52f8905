import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Match } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { EVENT_SOURCE, type QueueTrigger } from '../../events/define.ts';
import { tableIndexes } from '../../shared/kernel/indexes.ts';
import type { Config } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { addDataAlarms } from '../constructs/data-alarms.ts';
import { Identity, type SignIn } from '../constructs/identity.ts';
import { addMail } from '../constructs/mail.ts';
import { addFiles, filesExport } from '../constructs/files.ts';
import { acknowledge } from '../constructs/nag.ts';
import { addLanes, type Lanes } from '../constructs/queue.ts';
import { addTable } from '../constructs/table.ts';

/** Export by a name of our own, so that the one wildcard below it can be acknowledged by name. */
export const failuresExport = ({ name }: Config): string => `${name}-stream-failures`;

/** Everything that holds state. Rarely touched, and in production it refuses to be deleted. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly table: Table;
  /** The table and each of its indexes, by name: grants need no wildcard. */
  readonly tableArns: readonly string[];
  readonly bus: EventBus;
  /** Images that no known schema fits wait here for a person. */
  readonly quarantine: Queue;
  /** Where stream batches end that failed for six hours. */
  readonly failuresArn: string;
  /** Where files are that people fetch, and the bucket's name. */
  readonly files: { arn: string; bucket: string };
  readonly secret: Secret;
  readonly alarmTopic: Topic;
  /** Of SES; mails that name it are reported on. */
  readonly mailSet: ConfigurationSet;
  /** Who signs the tokens: a given issuer, or a user pool of this stack. */
  readonly oidc: NonNullable<Config['oidc']>;
  /** How people sign in to the console. */
  readonly signIn: SignIn;

  /** The queues of each queue trigger, by lane: functions of any area send to them. */
  readonly lanes: ReadonlyMap<string, Lanes>;

  constructor(scope: Construct, config: Config, queues: readonly QueueTrigger[]) {
    super(scope, `${config.name}-data`, { terminationProtection: config.retain });
    const removalPolicy = config.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key = new Key(this, 'Key', { description: 'Everything Heed stores', enableKeyRotation: true, removalPolicy });
    this.#admitServices();
    this.table = addTable(this, config, this.key);
    const { tableArn } = this.table;
    this.tableArns = [tableArn, ...Object.keys(tableIndexes).map((index) => `${tableArn}/index/${index}`)];
    this.bus = new EventBus(this, 'Bus', { eventBusName: config.name });
    if (config.eventArchive) {
      this.bus.archive('Archive', {
        description: 'Domain events, to replay after a consumer was broken',
        eventPattern: { source: Match.prefix(EVENT_SOURCE) },
        retention: Duration.days(30),
      });
    }
    this.quarantine = new Queue(this, 'Quarantine', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: this.key,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy,
    });
    const failures = new Bucket(this, 'StreamFailures', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: config.retain,
      lifecycleRules: [{ expiration: Duration.days(90), noncurrentVersionExpiration: Duration.days(1) }],
      removalPolicy,
    });
    acknowledge(failures, {
      'AwsSolutions-S1': 'Written by Lambda alone and read by hand after an alarm; CloudTrail tells who did.',
    });
    this.failuresArn = this.exportValue(failures.bucketArn, { name: failuresExport(config) });
    const files = addFiles(this, this.key, removalPolicy);
    this.files = { arn: this.exportValue(files.bucketArn, { name: filesExport(config) }), bucket: files.bucketName };
    this.secret = new Secret(this, 'MasterSecret', {
      description: 'Master keys of cursors and links by id; `current` signs, all verify',
      encryptionKey: this.key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ current: 'k1' }),
        generateStringKey: 'k1',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy,
    });
    this.alarmTopic = new Topic(this, 'AlarmTopic', { masterKey: this.key, enforceSSL: true });
    // A policy of its own, as enforceSSL makes one, replaces the one that lets CloudWatch in.
    this.alarmTopic.grantPublish(this.#inThisAccount('cloudwatch'));
    if (config.alarmEmail) this.alarmTopic.addSubscription(new EmailSubscription(config.alarmEmail));
    const alarms = new Alarms(this, config.name, this.alarmTopic);
    const { oidc, signIn } = config.oidc
      ? ownIssuer(config.oidc, config.consoleConnect)
      : new Identity(this, config, alarms);
    this.oidc = oidc;
    this.signIn = signIn;
    this.mailSet = addMail(this, config.name, alarms);
    addDataAlarms(alarms, this);
    const platform = { config, data: this, alarms };
    this.lanes = new Map(queues.map((trigger) => [trigger.name, addLanes(this, platform, trigger)]));
    this.#outputs();
    this.#acknowledge();
  }

  /** Services that put encrypted messages on queues and topics on our behalf. */
  #admitServices(): void {
    for (const service of ['events', 'cloudwatch']) this.key.grantEncryptDecrypt(this.#inThisAccount(service));
  }

  #inThisAccount(service: string): ServicePrincipal {
    const conditions = { StringEquals: { 'aws:SourceAccount': this.account } };
    return new ServicePrincipal(`${service}.amazonaws.com`, { conditions });
  }

  #outputs(): void {
    const values = {
      TableName: this.table.tableName,
      TableStreamArn: this.table.tableStreamArn ?? '',
      BusName: this.bus.eventBusName,
      QuarantineUrl: this.quarantine.queueUrl,
      SecretArn: this.secret.secretArn,
      AlarmTopicArn: this.alarmTopic.topicArn,
      Issuer: this.oidc.issuer,
      Audience: this.oidc.audience.join(','),
    };
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }

  #acknowledge(): void {
    acknowledge(this.quarantine, {
      'AwsSolutions-SQS3': 'A queue where failures end; it has an alarm instead of a further queue.',
      'Serverless-SQSRedrivePolicy': 'A queue where failures end; it has an alarm instead of a further queue.',
    });
    acknowledge(this.secret, {
      'AwsSolutions-SMG4': 'Links out in mails are signed with it: a key is added and made current by hand (runbook).',
    });
    acknowledge(this.alarmTopic, {
      'Serverless-SNSRedrivePolicy':
        'Subscribers are people; an alarm that could not be mailed still stands in CloudWatch.',
    });
  }
}

/** Whoever brings an issuer of their own: the console is the first audience of its tokens. */
const ownIssuer = (oidc: NonNullable<Config['oidc']>, connect: readonly string[]) => ({
  oidc,
  signIn: {
    issuer: oidc.issuer,
    consoleClientId: oidc.audience[0] ?? '',
    connect: [new URL(oidc.issuer).origin, ...connect],
  },
});
