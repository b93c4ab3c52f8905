import type { CrmSettings } from '../crm-settings/crm-settings.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { StoredCustomer } from './customer.schema.ts';

const DAY_MS = 86_400_000;
/** So often whoever is inactive is looked at again: what they say does not tell of itself. */
const LOOK_AGAIN_DAYS = 7;

type Rules = Pick<CrmSettings, 'inactiveAfterDays'>;
const daysAfter = (at: string | Date, days: number): string =>
  new Date(new Date(at).getTime() + days * DAY_MS).toISOString();

/**
 * When it is looked at next whether a customer is active: as long after they became it as the settings say, and once a week
 * after they ceased. Never for those whose status a person decides.
 */
export function lookAtOf(
  { now }: Pick<Context, 'now'>,
  status: StoredCustomer['status'],
  { inactiveAfterDays }: Rules,
  before?: Pick<StoredCustomer, 'status' | 'lookAt'>,
): string | undefined {
  if (status !== 'active' && status !== 'inactive') return undefined;
  if (before?.status === status && before.lookAt !== undefined) return before.lookAt;
  return daysAfter(now, status === 'active' ? inactiveAfterDays : LOOK_AGAIN_DAYS);
}

/**
 * What a customer who is active or inactive is from now on, by when they bought or said something last, and when that is looked
 * at next. Somebody of whom nothing is known to have happened is inactive. Pure.
 */
export function activityOf(
  { now }: Pick<Context, 'now'>,
  lastAt: string | undefined,
  { inactiveAfterDays }: Rules,
): Pick<StoredCustomer, 'status' | 'lookAt'> {
  const until = lastAt === undefined ? undefined : daysAfter(lastAt, inactiveAfterDays);
  return until !== undefined && until > now.toISOString()
    ? { status: 'active', lookAt: until }
    : { status: 'inactive', lookAt: daysAfter(now, LOOK_AGAIN_DAYS) };
}
