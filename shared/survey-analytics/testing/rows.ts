import type { CountedKind } from '../../metrics/counted-kind.ts';
import { type Counters, mergeCounters } from '../../metrics/counters.ts';
import type { KeyedCounters } from '../survey.funnel.ts';

const utc = { timeZone: 'UTC', dayBoundary: '00:00' };

/** The rows of one dimension that some records add. */
export function rowsOf<R>(kind: CountedKind<R>, records: readonly R[], dimension: string): KeyedCounters[] {
  return records.flatMap((record) =>
    kind.contributions(record, utc).flatMap(({ dims, counters }) => {
      const key = dims[dimension];
      return key === undefined ? [] : [{ key, counters }];
    }),
  );
}

/** The same, added up. */
export const counters = <R>(kind: CountedKind<R>, records: readonly R[], dimension: string): Counters =>
  rowsOf(kind, records, dimension).reduce<Counters>((sum, row) => mergeCounters(sum, row.counters), {});
