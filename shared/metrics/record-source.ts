import type { Countable } from './contribution.ts';

/** A stored record as far as sweeping needs it. */
export type SweptRecord = Countable & {
  revision: number;
  /** ISO 8601; when it last changed. */
  updatedAt: string;
};

/** The records themselves: the only truth that numbers are checked against. */
export type RecordSource = {
  /** Months (`YYYY-MM`, UTC) that hold records, oldest first. */
  months(): Promise<string[]>;
  /** Every record of a month, deleted and excluded ones included, in pages; strongly consistent by default. */
  walk(month: string, options?: { consistent?: boolean }): AsyncIterable<readonly SweptRecord[]>;
  /** Whether a record is still in the table, strongly consistent. */
  exists(feedbackId: string): Promise<boolean>;
};
