import { companyPrefix, tableName } from '../kernel/table.ts';
import type { AuditEntry } from './audit.schema.ts';

export const auditPartition = (companyId: string, recordId: string): string =>
  `${companyPrefix(companyId)}audit#${recordId}`;
export const auditMonthPartition = (companyId: string, month: string): string =>
  `${companyPrefix(companyId)}audit#${month}`;

/** An entry with the number that tells the changes of its record apart: `version`, where every change raises that. */
export type Noted = AuditEntry & { revision?: number };

/** An audit entry's row; a second put for the same revision of a record fails its condition, so entries are never rewritten. */
export function auditPut(companyId: string, { revision, ...entry }: Noted) {
  const order = String(revision ?? entry.version).padStart(10, '0');
  return {
    Put: {
      TableName: tableName(),
      Item: {
        pk: auditPartition(companyId, entry.recordId),
        sk: order,
        g2pk: auditMonthPartition(companyId, entry.at.slice(0, 7)),
        g2sk: `${entry.at}#${entry.recordId}#${order}`,
        ...entry,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}
