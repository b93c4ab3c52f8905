import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';

export const metricsEvents = {
  CompanyDaysChanged: z
    .object({
      eventId: z.string().meta({ description: 'The same for every delivery: `settings:<companyId>:<version>`.' }),
      version: z.literal(1).meta({ description: 'Of this event’s form.' }),
      companyId: z.string(),
      timeZone: z.string(),
      dayBoundary: z.string(),
    })
    .meta({
      id: 'CompanyDaysChanged',
      description: 'A company cuts time into days differently from now on: its numbers are counted again.',
    }),
} as const;

export type MetricsDomainEvent = {
  type: keyof typeof metricsEvents;
  detail: z.infer<typeof metricsEvents.CompanyDaysChanged>;
};

const settingsPartition = /^c#([a-z0-9][a-z0-9-]{0,62})#set$/;

/** Whether a change is one of a company's settings and not of feedback. */
export const isSettings = ({ dynamodb }: DynamoDBRecord): boolean =>
  settingsPartition.test(dynamodb?.Keys?.['pk']?.S ?? '');

/** The event read off a change of settings; none where days stay as they are. */
export function daysChangedOf({ dynamodb }: DynamoDBRecord): MetricsDomainEvent[] {
  const companyId = settingsPartition.exec(dynamodb?.Keys?.['pk']?.S ?? '')?.[1];
  const { OldImage: before, NewImage: after } = dynamodb ?? {};
  if (!companyId || !after) return [];
  const [old, days] = [daysOf(before), daysOf(after)];
  if (old.timeZone === days.timeZone && old.dayBoundary === days.dayBoundary) return [];
  const eventId = `settings:${companyId}:${after['version']?.N ?? 0}`;
  return [{ type: 'CompanyDaysChanged', detail: { eventId, version: 1, companyId, ...days } }];
}

const daysOf = (image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']) => ({
  timeZone: image?.['timeZone']?.S ?? 'UTC',
  dayBoundary: image?.['dayBoundary']?.S ?? '00:00',
});
