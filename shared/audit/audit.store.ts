import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { AuditEntry } from './audit.schema.ts';

export const auditPartition = (companyId: string, recordId: string): string =>
  `${companyPrefix(companyId)}audit#${recordId}`;
export const auditMonthPartition = (companyId: string, month: string): string =>
  `${companyPrefix(companyId)}audit#${month}`;

/** Sorts as the number does. */
export const paddedVersion = (version: number): string => String(version).padStart(10, '0');

/** An audit entry's row; a second put for the same version of a record fails its condition, so entries are never rewritten. */
export function auditPut(companyId: string, entry: AuditEntry) {
  return {
    Put: {
      TableName: tableName(),
      Item: {
        pk: auditPartition(companyId, entry.recordId),
        sk: paddedVersion(entry.version),
        g2pk: auditMonthPartition(companyId, entry.at.slice(0, 7)),
        g2sk: `${entry.at}#${entry.recordId}#${paddedVersion(entry.version)}`,
        ...entry,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/** The same for a change that the context's actor makes now; it belongs into the transaction of the change. */
export const auditOf = (ctx: Context, change: Pick<AuditEntry, 'recordId' | 'version' | 'action' | 'changedKeys'>) =>
  auditPut(ctx.companyId, {
    ...change,
    at: ctx.now.toISOString(),
    actor: { kind: ctx.actor.kind, id: ctx.actor.id },
    requestId: ctx.requestId,
  });
