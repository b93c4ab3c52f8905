import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Context } from '../kernel/context.ts';

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
  NumbersDrifted: z
    .object({
      eventId: z.string().meta({ description: 'The same for every delivery: `drift:<companyId>:<request id>`.' }),
      version: z.literal(1).meta({ description: 'Of this event’s form.' }),
      companyId: z.string(),
      months: z
        .array(z.string())
        .meta({ description: 'Months of the company’s calendar with a counter that differs.' }),
    })
    .meta({
      id: 'NumbersDrifted',
      description:
        'A reconcile found counters that are not what the records add up to: those months are counted again.',
    }),
} as const;

export type MetricsDomainEvent = {
  [Type in keyof typeof metricsEvents]: { type: Type; detail: z.infer<(typeof metricsEvents)[Type]> };
}[keyof typeof metricsEvents];

/** What a reconcile says that found a difference. Nothing was written, so no change can say it. */
export const numbersDrifted = (
  { companyId, requestId }: Pick<Context, 'companyId' | 'requestId'>,
  months: string[],
): MetricsDomainEvent => ({
  type: 'NumbersDrifted',
  detail: { eventId: `drift:${companyId}:${requestId}`, version: 1, companyId, months },
});

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
