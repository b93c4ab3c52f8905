import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { INCOMING } from '../../shared/document/folders.ts';
import { KEPT_DAYS } from '../../shared/export/folders.ts';
import { IMPORT_FILES_DAYS } from '../../shared/import/folders.ts';
import { MOST_RETENTION_DAYS } from '../../shared/report/folders.ts';
import type { Config } from '../config.ts';
import { acknowledge } from './nag.ts';

/** Exported by a name of our own, so that grants below it can be acknowledged by name. */
export const filesExport = ({ name }: Pick<Config, 'name'>): string => `${name}-files`;

/** Files that are made for people to fetch, kept for some days, and what jobs put beside them while they work. */
export function addFiles(scope: Construct, encryptionKey: IKey, removalPolicy: RemovalPolicy): Bucket {
  const files = new Bucket(scope, 'Files', {
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    // The console reads and sends files by links that are signed for minutes: who holds one is what counts, not whence they come.
    cors: [{ allowedMethods: [HttpMethods.GET, HttpMethods.POST, HttpMethods.PUT], allowedOrigins: ['*'] }],
    lifecycleRules: [
      { prefix: 'exports/', expiration: Duration.days(KEPT_DAYS) },
      { prefix: 'imports/', expiration: Duration.days(IMPORT_FILES_DAYS) },
      { prefix: 'working/', expiration: Duration.days(1) },
      // As long as the rows of runs can be kept: a rule of the bucket knows no report.
      { prefix: 'runs/', expiration: Duration.days(MOST_RETENTION_DAYS) },
      // Whoever checks them takes them away; what it could not is gone after a day.
      { prefix: `${INCOMING}/`, expiration: Duration.days(1) },
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    removalPolicy,
  });
  // Tells EventBridge of each file that has come. The property of the construct would bring a function of its own to set it.
  const bucket = files.node.defaultChild as CfnBucket;
  bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  acknowledge(files, {
    'AwsSolutions-S1': 'Who is given a link stands in the audit trail; CloudTrail tells who used it.',
  });
  return files;
}
