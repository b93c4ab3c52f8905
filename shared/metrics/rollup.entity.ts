import type { Schema } from 'electrodb';

const model = (name: string) => ({ entity: name, version: '1', service: 'metrics' });

/**
 * The rows behind the numbers, as a reviewable model. Counters are top-level integer attributes named as in
 * `contribution.ts`, beside `key` where the key part is cut; they are written and read by hand (`rollup.keys.ts`),
 * these schemas fix the keys.
 */
export const rollupDaySchema = {
  model: model('rollupDay'),
  attributes: {
    companyId: { type: 'string', required: true },
    dimension: { type: 'string', required: true },
    month: { type: 'string', required: true },
    keyPart: { type: 'string', required: true },
    day: { type: 'string', required: true },
  },
  indexes: {
    byKeyAndDay: {
      pk: {
        field: 'pk',
        composite: ['companyId', 'dimension', 'month'],
        template: 'c#${companyId}#m#${dimension}#d#${month}',
      },
      sk: { field: 'sk', composite: ['keyPart', 'day'], template: '${keyPart}#${day}' },
    },
  },
} as const satisfies Schema<string, string, string>;

export const rollupMonthSchema = {
  model: model('rollupMonth'),
  attributes: {
    companyId: { type: 'string', required: true },
    dimension: { type: 'string', required: true },
    year: { type: 'string', required: true },
    keyPart: { type: 'string', required: true },
    month: { type: 'string', required: true },
  },
  indexes: {
    byMonthAndKey: {
      pk: {
        field: 'pk',
        composite: ['companyId', 'dimension', 'year'],
        template: 'c#${companyId}#m#${dimension}#m#${year}',
      },
      sk: { field: 'sk', composite: ['month', 'keyPart'], template: '${month}#${keyPart}' },
    },
  },
} as const satisfies Schema<string, string, string>;

/** What of which record has been counted; `entries` maps a record's id to {@link encodeEntry}'s form. */
export const ledgerPageSchema = {
  model: model('ledgerPage'),
  attributes: {
    companyId: { type: 'string', required: true },
    month: { type: 'string', required: true },
    page: { type: 'string', required: true },
    revision: { type: 'number', required: true },
    entries: { type: 'any' },
    /** The same as raw DEFLATE of JSON, where it would not fit one kilobyte. */
    packed: { type: 'any' },
  },
  indexes: {
    byMonth: {
      pk: { field: 'pk', composite: ['companyId', 'month'], template: 'c#${companyId}#led#${month}' },
      sk: { field: 'sk', composite: ['page'], template: '${page}' },
    },
  },
} as const satisfies Schema<string, string, string>;
