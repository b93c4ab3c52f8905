import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { analyse } from '../../../shared/analysis/analysis.ts';
import { analysisSettings } from '../../../shared/analysis/settings.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { idPattern } from '../../../shared/kernel/id-kinds.ts';
import { log, traceOf } from '../../../shared/kernel/log.ts';
import { quarantine, type Quarantined } from '../../../shared/kernel/quarantine.ts';

const READER = 'sentiment';
const partition = /^c#([a-z0-9][a-z0-9-]{0,62})#fb#\d{4}-\d{2}$/;
const feedbackId = idPattern('feedback');

/**
 * Analyses the texts of new and changed records, company by company. The stream only says which records to look at:
 * delivered twice, late or out of order, an event finds the record as it is and leaves what is done alone.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const poison: Quarantined[] = [];
  const companies = new Map<string, DynamoDBRecord[]>();
  for (const record of event.Records) {
    if (record.dynamodb?.NewImage?.['analysisStatus']?.S !== 'pending') continue;
    const { pk, sk } = keysOf(record);
    const companyId = partition.exec(pk)?.[1];
    if (companyId === undefined || !feedbackId.test(sk))
      poison.push(poisoned(record, 'not the key of a feedback record'));
    else companies.set(companyId, [...(companies.get(companyId) ?? []), record]);
  }
  const failed: DynamoDBRecord[] = [];
  for (const [companyId, records] of companies) {
    try {
      const ctx = systemContext(companyId, READER);
      const { malformed } = await analyse(
        ctx,
        await analysisSettings(ctx),
        records.map((record) => keysOf(record).sk),
      );
      poison.push(
        ...records
          .filter((record) => malformed.includes(keysOf(record).sk))
          .map((record) => poisoned(record, 'malformed record')),
      );
    } catch (error) {
      log.error('analysis of a batch failed; it is delivered again', {
        companyId,
        records: records.length,
        ...traceOf(error),
      });
      failed.push(...records);
    }
  }
  await quarantine(READER, poison);
  return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })) };
}

const keysOf = ({ dynamodb }: DynamoDBRecord) => ({
  pk: dynamodb?.Keys?.['pk']?.S ?? '',
  sk: dynamodb?.Keys?.['sk']?.S ?? '',
});

const poisoned = (record: DynamoDBRecord, reason: string): Quarantined => ({
  keys: keysOf(record),
  reason,
  sequenceNumber: record.dynamodb?.SequenceNumber,
});
