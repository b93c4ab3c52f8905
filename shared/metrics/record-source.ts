/** A stored record as far as sweeping needs it. */
export type SweptRecord<R = unknown> = {
  id: string;
  page: string;
  revision: number;
  /** ISO 8601; when it last changed. */
  updatedAt: string;
  record: R;
};

/** The records themselves: the only truth that numbers are checked against. */
export type RecordSource<R = unknown> = {
  /** Months (`YYYY-MM`, UTC) that hold records, oldest first. */
  months(): Promise<string[]>;
  /** Every record of a month, deleted and excluded ones included, in pages; strongly consistent by default. */
  walk(month: string, options?: { consistent?: boolean }): AsyncIterable<readonly SweptRecord<R>[]>;
  /** Whether a record is still in the table, strongly consistent. */
  exists(id: string): Promise<boolean>;
};
