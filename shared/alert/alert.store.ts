import { keyPart } from '../kernel/ids.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { Context } from '../kernel/context.ts';
import { ALERTS, ownerPartition } from './alert.keys.ts';
import { isLive, movesAt, rankOf } from './alert.life.ts';
import { Alert } from './alert.schema.ts';
import { escalationDue } from './escalation.ts';

/** So long it is known which alert of a key was closed last. */
const CLOSED_DAYS = 400;

export const alerts = defineStore('alert', Alert, {
  id: 'alertId',
  key: { pk: () => ALERTS, sk: ({ alertId }) => alertId },
  indexes: {
    byStatus: {
      on: 'gsi3',
      pk: ({ status }) => status && isLive({ status }) && `alert#${status}`,
      sk: ({ severity, openedAt, alertId }) => `${rankOf(severity)}#${openedAt}#${alertId}`,
    },
    byOwner: {
      on: 'gsi2',
      pk: ({ ownerId }) => ownerId && ownerPartition(ownerId),
      sk: ({ openedAt, alertId }) => `${openedAt}#${alertId}`,
    },
    ofRecord: {
      on: 'gsi5',
      pk: ({ key, subject }) => subject?.feedbackIds.some((id) => id === key) && `fbref#${key}`,
      sk: ({ alertId }) => alertId,
    },
  },
  due(alert) {
    const moves = movesAt(alert);
    if (alert.status === 'suppressed') return moves;
    const dues = [moves, escalationDue(alert)].filter((due) => due !== undefined);
    return dues.toSorted()[0];
  },
  beside(ctx, after, before) {
    const [was, is] = [before !== undefined && isLive(before), isLive(after) && after.deletedAt === undefined];
    if (is === was) return [];
    const key = rowsOf(ctx, after).open;
    return is ? [taken(key, after)] : [freed(key, after), closed(ctx, after)];
  },
});

/** The part of a rule's rows that stands for a key; a storm is no key of a rule, whatever keys are called. */
const partOf = ({ key, subject }: Pick<Alert, 'key'> & { subject?: Alert['subject'] }): string =>
  subject?.keys ? 'storm' : `=${keyPart(key)}`;

/** Rows of a rule and a key: its alert that is not closed, and its last one that is. */
export function rowsOf(ctx: Context, alert: Pick<Alert, 'ruleId' | 'key'> & { subject?: Alert['subject'] }) {
  const prefix = companyPrefix(ctx.companyId);
  const sk = partOf(alert);
  return {
    open: { pk: `${prefix}alk#${alert.ruleId}`, sk },
    last: { pk: `${prefix}ths#${alert.ruleId}`, sk },
  };
}

type Key = ReturnType<typeof rowsOf>['open'];

/** Nobody else has an alert of the rule and key: this row is what two that open at once meet at. */
const taken = (key: Key, { alertId }: Alert): TransactItem => ({
  Put: {
    TableName: tableName(),
    Item: { ...key, alertId },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

const freed = (Key: Key, { alertId }: Alert): TransactItem => ({
  Delete: {
    TableName: tableName(),
    Key,
    ConditionExpression: 'alertId = :alert',
    ExpressionAttributeValues: { ':alert': alertId },
  },
});

const closed = (ctx: Context, alert: Alert): TransactItem => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...rowsOf(ctx, alert).last,
      alertId: alert.alertId,
      closedAt: alert.resolvedAt ?? ctx.now.toISOString(),
      expiresAt: Math.floor(ctx.now.getTime() / 1_000) + CLOSED_DAYS * 86_400,
    },
  },
});
