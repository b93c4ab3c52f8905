/** The readers of the table's stream, by the names of their triggers. DynamoDB feeds two per shard, so there is no third. */
export const readers = ['changes', 'analysis'] as const;
export type Reader = (typeof readers)[number];

/** Sort key of the rows by which the readers' lag is measured ({@link ./pulse.ts}). */
export const PULSE = 'pulse';

/** Filter pattern that lets those rows through to a reader. */
export const pulseFilter = { dynamodb: { Keys: { sk: { S: [PULSE] } } } };
