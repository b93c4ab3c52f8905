import type { Context } from '../kernel/context.ts';
import { addressKey, customerKeyOf } from '../customer/customer-key.ts';
import { eraseRecords, foundAmong, type Person, type PersonalKind } from '../kernel/personal.ts';
import { asId } from '../kernel/id-kinds.ts';
import type { StoredDataRequest, Subject } from './data-request.schema.ts';
import { dataRequests } from './data-request.store.ts';
import { normalised } from './earlier.ts';

const PER_READ = 200;

const isAbout = ({ customerId, email, phone }: Subject, { names, phones }: Person): boolean =>
  [customerKeyOf(customerId, undefined), email === undefined ? undefined : addressKey(email)].some(
    (name) => name !== undefined && names.includes(name),
  ) ||
  (phone !== undefined && phones.includes(phone));

async function idsOf(ctx: Context, person: Person): Promise<StoredDataRequest['requestId'][]> {
  const ids: StoredDataRequest['requestId'][] = [];
  for await (const steps of dataRequests.all(ctx, { from: undefined, size: PER_READ }))
    for (const { item } of steps) {
      const request = item && normalised(item);
      if (request && isAbout(request.subject, person)) ids.push(request.requestId);
    }
  return ids;
}

/** A request without who made it: an id of ours says that there was somebody, and leads to nobody. */
export const withoutSubject = <R extends StoredDataRequest>(request: R): R => {
  const ours = request.subject.customerId === undefined ? undefined : asId('customer', request.subject.customerId);
  return { ...request, note: undefined, subject: ours === undefined ? {} : { customerId: ours } };
};

export const dataRequestPersonal: PersonalKind = {
  kind: 'dataRequest',
  heldOf: async (ctx, person) => foundAmong(ctx, dataRequests, await idsOf(ctx, person)),
  // Other ones that the person has made; the one that is being done needs its subject to its end.
  erase: async (ctx, person) => {
    const others: StoredDataRequest['requestId'][] = [];
    for (const id of await idsOf(ctx, person)) {
      const row = await dataRequests.find(ctx, id);
      if (row && !(normalised(row).type === 'erasure' && normalised(row).status === 'in_progress')) others.push(id);
    }
    return eraseRecords(ctx, dataRequests, others, (row) => withoutSubject(normalised(row)));
  },
};
