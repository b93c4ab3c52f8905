import * as z from 'zod';

const shape = z.strictObject({
  FunctionName: z.unknown(),
  EventSourceArn: z.unknown(),
  // A reader that begins at LATEST would forget what came while it was stopped.
  StartingPosition: z.literal('TRIM_HORIZON'),
  Enabled: z.literal(true).default(true),
  BatchSize: z.int().min(1).max(10_000).default(100),
  MaximumBatchingWindowInSeconds: z.int().min(0).max(300).default(0),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  ParallelizationFactor: z.int().min(1).max(10).default(1),
  MaximumRetryAttempts: z.int().min(-1).max(10_000).default(-1),
  MaximumRecordAgeInSeconds: z.int().min(-1).max(604_800).default(-1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.unknown() }) }).optional(),
  MetricsConfig: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

/** One `AWS::Lambda::EventSourceMapping` of a table's stream. */
export type StreamMapping = {
  /** Name of the function, and of the mapping's position. */
  functionName: string;
  batchSize: number;
  windowSeconds: number;
  /** Patterns, any of which lets a record through; all records pass when there is none. */
  filters: readonly unknown[];
  /** Batches of one shard at the same time; records of one item never are. */
  parallelizationFactor: number;
  /** -1: without limit. */
  maximumRetryAttempts: number;
  /** -1: without limit. */
  maximumRecordAgeSeconds: number;
  bisectBatchOnFunctionError: boolean;
  reportBatchItemFailures: boolean;
  /** Where batches go that are given up; without one they are only logged. */
  onFailure?: string;
};

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});
type Resources = z.infer<typeof template>['Resources'];

/**
 * The mappings of streams in a synthesised CloudFormation template; those of queues are not among them.
 * `resolve` gives the name or ARN that a reference to another stack (`Fn::ImportValue`) stands for.
 * Throws when a mapping uses what this event source does not know, rather than ignoring it.
 */
export function mappingsOfTemplate(json: unknown, resolve: (exportName: string) => string): StreamMapping[] {
  const { Resources } = template.parse(json);
  const mappings = Object.entries(Resources).filter(
    ([, { Type, Properties }]) => Type === 'AWS::Lambda::EventSourceMapping' && Properties?.['StartingPosition'],
  );
  return mappings.map(([name, { Properties }]) => {
    const parsed = shape.safeParse(Properties);
    if (!parsed.success) throw new Error(`event source mapping ${name}: ${z.prettifyError(parsed.error)}`);
    const { data } = parsed;
    const destination = data.DestinationConfig?.OnFailure.Destination;
    return {
      functionName: functionNameOf(data.FunctionName, Resources),
      batchSize: data.BatchSize,
      windowSeconds: data.MaximumBatchingWindowInSeconds,
      filters: (data.FilterCriteria?.Filters ?? []).map(({ Pattern }) => JSON.parse(Pattern) as unknown),
      parallelizationFactor: data.ParallelizationFactor,
      maximumRetryAttempts: data.MaximumRetryAttempts,
      maximumRecordAgeSeconds: data.MaximumRecordAgeInSeconds,
      bisectBatchOnFunctionError: data.BisectBatchOnFunctionError,
      reportBatchItemFailures: data.FunctionResponseTypes.length > 0,
      ...(destination !== undefined && { onFailure: resolved(destination, resolve) }),
    };
  });
}

const reference = z.object({ Ref: z.string() });

function functionNameOf(value: unknown, resources: Resources): string {
  const name = typeof value === 'string' ? value : resources[reference.parse(value).Ref]?.Properties?.['FunctionName'];
  if (typeof name === 'string') return name;
  throw new Error(`the function of an event source mapping has no name of its own: ${JSON.stringify(value)}`);
}

const imported = z.object({ 'Fn::ImportValue': z.string() });

const resolved = (value: unknown, resolve: (exportName: string) => string): string =>
  typeof value === 'string' ? value : resolve(imported.parse(value)['Fn::ImportValue']);
