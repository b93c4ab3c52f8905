import * as z from 'zod';
import type { Context } from '../kernel/context.ts';

export const metricsEvents = {
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
