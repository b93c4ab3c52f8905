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

/** Stored records of the kit, each with a ledger page of its own, as a sweep needs them. */
export async function* sweptRecords<R extends { revision: number; updatedAt: string }>(
  pages: AsyncIterable<readonly R[]>,
  idName: keyof R,
): AsyncGenerator<SweptRecord<R>[]> {
  for await (const page of pages)
    yield page.map((record) => {
      const id = String(record[idName]);
      return { id, page: id, revision: record.revision, updatedAt: record.updatedAt, record };
    });
}
