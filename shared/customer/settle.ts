import { settledAddresses, writtenAddress } from '../address/settle.ts';
import type { CrmSettings } from '../crm-settings/crm-settings.schema.ts';
import type { Limits } from '../limits/limits.schema.ts';
import { type FieldError, invalid, Problem } from '../http/problem.ts';
import { parsedAs } from '../http/request.ts';
import type { Context } from '../kernel/context.ts';
import { compact, jsonEqual, partOf } from '../kernel/json.ts';
import { customErrors } from './custom-fields.ts';
import { CreateCustomer, type StoredCustomer } from './customer.schema.ts';
import { lookAtOf } from './activity.ts';
import { settledReach, writtenReach } from './reach.ts';

/** A customer without what the kit adds. */
export type CustomerDraft = Omit<StoredCustomer, 'customerId' | 'version' | 'createdAt' | 'updatedAt' | 'createdBy'>;

/** What a customer says itself, as a caller would write it: what a merge patch is applied to. */
export function writtenOf(customer: Partial<StoredCustomer>): Record<string, unknown> {
  const { emails, phones, doNotContact, addresses, ...rest } = partOf(CreateCustomer, customer);
  return {
    ...rest,
    ...writtenReach({ emails, phones, doNotContact }),
    ...(addresses && { addresses: addresses.map(writtenAddress) }),
  };
}

/** What was written, checked as the body that creates a customer is; 400 with a pointer for each error. */
export const checked = (written: unknown): CreateCustomer => parsedAs(CreateCustomer, written);

const displayNameOf = ({ type, businessName, firstName, lastName }: CreateCustomer): string =>
  (type === 'business' ? businessName : [firstName, lastName].filter((part) => part !== undefined).join(' ')) ?? '';

/** What the company has decided about its customers, and the topics that it writes to them about. */
type Decided = CrmSettings & Pick<Limits, 'topics'>;

/** What the lists and fields of the company's settings, and the clock, forbid. */
function errorsOf(ctx: Context, after: CreateCustomer, settings: Decided, before?: StoredCustomer): FieldError[] {
  const { group, industry, demographics, source, custom, preferences } = after;
  const listed = (pointer: string, value: string | undefined, old: string | undefined, list: readonly string[]) =>
    value === undefined || value === old || list.length === 0 || list.includes(value)
      ? []
      : [{ pointer, detail: 'must be one of the company’s list' }];
  const birthDate = demographics?.birthDate;
  const ranges = settings.incomeRanges;
  const topics = new Set(settings.topics.map(({ name }) => name));
  const known = before?.preferences?.topics ?? {};
  const unknown = Object.keys(preferences?.topics ?? {}).filter((name) => !topics.has(name) && !(name in known));
  return [
    ...listed('#/group', group, before?.group, settings.groups),
    ...listed('#/industry', industry, before?.industry, settings.industries),
    ...listed('#/demographics/incomeRange', demographics?.incomeRange, before?.demographics?.incomeRange, ranges),
    ...(birthDate !== undefined && birthDate > ctx.now.toISOString().slice(0, 10)
      ? [{ pointer: '#/demographics/birthDate', detail: 'must not lie in the future' }]
      : []),
    ...(before && source && !jsonEqual(compact(source), before.source)
      ? [{ pointer: '#/source', detail: 'is where the customer came from first, and stays' }]
      : []),
    ...(topics.size === 0 ? [] : unknown).map((name) => ({
      pointer: `#/preferences/topics/${name}`,
      detail: 'must be a topic of the company’s limits',
    })),
    ...customErrors(settings.customFields, custom, before?.custom),
  ];
}

/** What is stored of what was written; 400 for what the company's settings forbid. `before` is absent for a new one. */
export function settled(
  ctx: Context,
  written: CreateCustomer,
  settings: Decided,
  before?: StoredCustomer,
): CustomerDraft {
  const { emails, phones, doNotContact, addresses, ...rest } = written;
  const imported = (before?.source ?? written.source)?.type === 'import';
  const how = settledReach(ctx, { emails, phones, doNotContact }, settings.defaultCountry, { before, imported });
  const where = settledAddresses(addresses ?? [], {
    now: ctx.now,
    country: settings.defaultCountry,
    before: before?.addresses,
    imported,
  });
  const errors = [...errorsOf(ctx, written, settings, before), ...how.errors, ...where.errors];
  if (errors.length > 0) throw invalid(...errors);
  return {
    ...rest,
    displayName: displayNameOf(written),
    source: before?.source ?? written.source ?? { type: 'api' },
    ...how.reach,
    addresses: where.addresses.length > 0 ? where.addresses : undefined,
    churnedAt: written.status === 'churned' ? (before?.churnedAt ?? ctx.now.toISOString()) : undefined,
    lastPurchaseAt: before?.lastPurchaseAt,
    lookAt: lookAtOf(ctx, written.status, settings, before),
    wordsBehind: before?.wordsBehind,
  };
}

/** What a company forbids of a customer who would be new; nothing is read or written. */
export function errorsOfNew(ctx: Context, written: unknown, settings: Decided): FieldError[] {
  try {
    settled(ctx, checked(written), settings);
    return [];
  } catch (error) {
    if (!(error instanceof Problem) || error.errors === undefined) throw error;
    return error.errors;
  }
}
