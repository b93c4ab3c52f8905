import type { DynamoDBRecord } from 'aws-lambda';
import type { Context } from '../kernel/context.ts';
import type { Counters } from './counters.ts';
import type { RecordSource } from './record-source.ts';

/** How a company cuts time into days. */
export type CountingSettings = { timeZone: string; dayBoundary: string };

/** Counters that a record adds in one day: they go to the rows of every dimension that it has a key in. */
export type Contribution = { day: string; dims: Readonly<Record<string, string | undefined>>; counters: Counters };

/** What is known of a record: its newest state, or that it is gone from the table (`record` null). */
export type RecordChange<R = unknown> = {
  id: string;
  /** The month (`YYYY-MM`, UTC) that its id carries. */
  month: string;
  /** The ledger page that says what of this record has been counted. */
  page: string;
  revision: number;
  record: R | null;
};
export type CompanyChange<R = unknown> = RecordChange<R> & { companyId: string };

/**
 * One kind of records behind numbers, as data: all that ledger, fold, sweep, repair and reconcile know of it.
 * `contributions` is pure and total, so an edit, an exclusion or a late finding is the difference of two of them.
 */
export type CountedKind<R = unknown> = {
  /** As its records name it in `__edb_e__`. */
  kind: string;
  /** Stands before the month in the partition of its ledger pages. */
  ledger: string;
  /** Names of its rows, unique over all kinds. The ledger knows them by their place: new ones go to the end. */
  dimensions: readonly string[];
  /** Its records contribute to days long after the month in their id, as what is opened again years later does. */
  lasts?: true;
  /** What a record adds; nothing for a deleted one. */
  contributions(record: R, settings: CountingSettings): readonly Contribution[];
  /** Which counters the rows of a dimension carry; all unless given. */
  countsIn?: (dimension: string, counter: string) => boolean;
  /** Dimensions that have rows of months and none of days; none unless given. */
  isMonthly?: (dimension: string) => boolean;
  /** A counter that only the rows of one dimension have beside the contribution's own. */
  beside?: (dimension: string, contribution: Contribution) => readonly [name: string, by: number] | undefined;
  /**
   * Counters that a row of a dimension has from its first write on, by the names in that write: so reading it costs the
   * same for ever.
   */
  always?: (dimension: string, names: Iterable<string>) => readonly string[];
  /** Reads what counting needs off a change of the table; undefined for an item that does not count. Throws {@link MalformedImage}. */
  changeOf(change: DynamoDBRecord): CompanyChange<R> | undefined;
  /** Of kinds of which very many come at once: whether a change may wait for a queue worker. */
  waits?(change: DynamoDBRecord): boolean;
};

/** A kind with its records themselves, against which the numbers are checked. */
export type StoredKind<R = unknown> = CountedKind<R> & {
  source(ctx: Context): RecordSource<R>;
  /** Records by their ids as they are now, strongly consistent, without those that are not there: for what has waited. */
  find?(ctx: Context, ids: readonly string[]): Promise<RecordChange<R>[]>;
};

/** A stream image that cannot be a record of its kind: a defect, or a hand-made row. It is quarantined, never retried. */
export class MalformedImage extends Error {
  override readonly name = 'MalformedImage';
}

/** The one key of a dimension that is a total. */
export const COMPANY_KEY = '-';
