import type { DynamoDBRecord } from 'aws-lambda';
import type { BusEvent } from '../kernel/bus.ts';

/** A company cuts time differently from now on: every day's number has to be counted again. */
export const DAYS_CHANGED = 'CompanyDaysChanged';

const settingsPartition = /^c#([a-z0-9][a-z0-9-]{0,62})#set$/;

/** Whether a change is one of a company's settings and not of feedback. */
export const isSettings = ({ dynamodb }: DynamoDBRecord): boolean =>
  settingsPartition.test(dynamodb?.Keys?.['pk']?.S ?? '');

/** The event read off a change of settings; none where days stay as they are. */
export function daysChangedOf({ dynamodb }: DynamoDBRecord): BusEvent[] {
  const companyId = settingsPartition.exec(dynamodb?.Keys?.['pk']?.S ?? '')?.[1];
  const { OldImage: before, NewImage: after } = dynamodb ?? {};
  if (!companyId || !after) return [];
  const days = (image: typeof before) => `${image?.['timeZone']?.S ?? 'UTC'}/${image?.['dayBoundary']?.S ?? '00:00'}`;
  if (days(before) === days(after)) return [];
  return [
    { type: DAYS_CHANGED, detail: { eventId: `settings:${companyId}:${after['version']?.N}`, version: 1, companyId } },
  ];
}
