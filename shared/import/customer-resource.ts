import { consentTo, isNo } from '../consent/current.ts';
import type { CreateConsent } from '../consent/consent.schema.ts';
import { create as createConsent, currentConsents } from '../consent/consent.ts';
import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import { importCustomer, planCustomers, type PlannedCustomer, undoCustomer } from '../customer/customer.import.ts';
import { errorsOfNew } from '../customer/settle.ts';
import { withTypes } from '../customer/united.ts';
import { limitsOf } from '../limits/limits.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Undone } from '../kernel/imported.ts';
import { buildCustomer, type CustomerRow } from './customer-row.ts';
import { customerTargets } from './customer-targets.ts';
import { customerPresets } from './presets/customers.ts';
import type { ImportHow, ImportResource, IncomingRow, PlannedRow } from './resource.ts';

const PARALLEL = 25;

const rowOf = ({ input }: IncomingRow): CustomerRow => input as CustomerRow;
const incomingOf = (row: IncomingRow) => ({ recordId: row.recordId as Id<'customer'>, body: rowOf(row).body });
const plannedOf = ({ planned }: PlannedRow): PlannedCustomer => planned as PlannedCustomer;

/** As whoever has started the import, under a request of the row's own. */
const rowContext = (ctx: Context, { by, request }: Pick<ImportHow, 'by' | 'request'>, line: number): Context => ({
  ...ctx,
  actor: { ...ctx.actor, ...by },
  requestId: `${request}#${line}`,
});

/** Of what a row says, what the ledger of the customer does not say yet. What says no date turns no no into a yes. */
async function newConsents(ctx: Context, customerId: Id<'customer'>, said: readonly CreateConsent[]) {
  if (said.length === 0) return [];
  const current = await currentConsents(ctx, { customerId });
  return said.filter((one) => {
    const known = consentTo(current, { ...one, number: one.number });
    if (!known) return true;
    if (known.state === one.state && known.expiresAt === one.expiresAt) return false;
    return one.at === undefined ? !(isNo(known) && one.state === 'granted') : one.at > known.since;
  });
}

const idOf = ({ incoming, planned }: PlannedRow): Id<'customer'> =>
  ('recordId' in planned ? planned.recordId : incoming.recordId) as Id<'customer'>;

/** Customers: who they are, and what they consented to. A ledger of consents is only added to, by an undo, too. */
export const customerResource: ImportResource = {
  kind: 'customer',
  presets: customerPresets,
  targets: customerTargets,
  dates: new Set(['demographics.birthDate']),
  build: buildCustomer,

  shownOf(input) {
    const { body, consents } = input as CustomerRow;
    return { ...body, ...(consents.length > 0 && { consents }) };
  },

  async check(ctx) {
    const [settings, { topics }] = await Promise.all([readCrmSettings(ctx), limitsOf(ctx)]);
    return (input) =>
      errorsOfNew(ctx, withTypes((input as CustomerRow).body, settings), { ...settings, topics }).map(
        ({ pointer = '', detail }) => ({
          column: pointer.replace('#/', '').replaceAll('/', '.'),
          code: 'value_invalid',
          message: detail,
        }),
      );
  },

  plan: (ctx, rows, { upsertBy }) =>
    planCustomers(ctx, rows.map(incomingOf), upsertBy, async (at, customerId) => {
      const { consents = [] } = rows[at] ? rowOf(rows[at]) : {};
      return (await newConsents(ctx, customerId, consents)).length > 0;
    }),

  async write(ctx, rows, how) {
    const other = new Map<number, PlannedCustomer>();
    const settings = await readCrmSettings(ctx);
    const writing = rows.filter(({ planned: { outcome } }) => outcome === 'created' || outcome === 'updated');
    await eachBatch(writing, { size: 1, parallel: PARALLEL }, async ([row]) => {
      if (!row) return;
      const { line } = row.incoming;
      const own = rowContext(ctx, how, line);
      const became = await importCustomer(own, incomingOf(row.incoming), plannedOf(row), { ...how, settings });
      if (became) other.set(line, became);
      if (became?.outcome === 'failed') return;
      const customerId = idOf({ ...row, planned: became ?? row.planned });
      for (const one of await newConsents(own, customerId, rowOf(row.incoming).consents))
        await createConsent(own, { customerId, body: one });
    });
    return other;
  },

  async undo(ctx, rows, how) {
    const results = rows.map((): Undone => 'none');
    await eachBatch([...rows.entries()], { size: 1, parallel: PARALLEL }, async ([entry]) => {
      if (!entry) return;
      const [at, row] = entry;
      const own = rowContext(ctx, how, row.incoming.line);
      results[at] = await undoCustomer(own, incomingOf(row.incoming), plannedOf(row), how);
    });
    return results;
  },
};
