import { rulesOf } from '../asking/ask-rules.ts';
import { currentIn } from '../consent/ledger.ts';
import { contactPreferences } from '../contact-preference/contact-preference.ts';
import type { StoredContact } from '../contact/contact.schema.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Stored } from '../kernel/store.ts';
import { limitsOf } from '../limits/limits.ts';
import type { Policy } from '../policy/policy.schema.ts';
import { versionsOf } from '../policy/required.ts';
import { type Switch, switchesOf } from './switches.ts';

/** Whose page it is: a customer’s, a contact’s, or that of an address of nobody whom the company knows. */
export type Whose = {
  /** What is stopped or paused as a whole; the first one is shown. */
  emails: readonly string[];
  customer?: Stored<StoredCustomer> | undefined;
  contact?: Stored<StoredContact> | undefined;
};

export const paces = ['all', 'weekly', 'monthly', 'pause', 'none'] as const;
/** How often somebody wants mail; `pause` and `none` are known of addresses, the others of the person. */
export type Pace = (typeof paces)[number];

/** All that the page shows of what somebody wishes and permits. */
export type Wishes = {
  pace: Pace;
  paces: readonly Pace[];
  switches: Switch[];
  topics: { name: string; label: string; on: boolean }[];
  /** Mails about what became of their feedback. */
  updates: boolean;
  /** Absent for an address of nobody: there is nowhere to keep it. */
  preferences?: Omit<NonNullable<StoredCustomer['preferences']>, 'accessibility'>;
  policy?: { version: Policy; acknowledgedAt: string | undefined };
};

const addressPaces: readonly Pace[] = ['all', 'pause', 'none'];

/** What somebody wishes and permits now. Their needs are left out: mails are forwarded, and needs reveal health. */
export async function wishesOf(ctx: Context, { emails, customer, contact }: Whose): Promise<Wishes> {
  const [row, { topics: named }, current, { surveys }, versions] = await Promise.all([
    emails[0] === undefined ? undefined : contactPreferences(ctx, emails[0]),
    limitsOf(ctx),
    customer ? currentIn(ctx, customer.customerId, ctx.now.toISOString()) : [],
    rulesOf(ctx, true),
    customer ? versionsOf(ctx) : [],
  ]);
  const { accessibility: _, ...preferences } = customer?.preferences ?? contact?.preferences ?? {};
  const { topics = {}, frequency } = preferences;
  const labels = named.length > 0 ? named : Object.keys(topics).map((name) => ({ name, label: name }));
  const paused = row?.pausedUntil !== undefined && row.pausedUntil > ctx.now.toISOString();
  const wish = customer && (frequency === 'weekly' || frequency === 'monthly') ? frequency : 'all';
  const [version] = versions;
  const known = customer?.acknowledgements?.find(({ policyVersion }) => policyVersion === version?.policyVersion);
  return {
    pace: row?.optedOut ? 'none' : paused ? 'pause' : wish,
    paces: customer ? paces : addressPaces,
    switches: customer
      ? switchesOf(current, { byMail: emails.length > 0, consentRequired: surveys.consentRequired })
      : [],
    topics:
      (customer ?? contact)
        ? labels
            .filter(({ name }) => name !== 'updates')
            .map(({ name, label }) => ({ name, label, on: topics[name] !== false }))
        : [],
    updates: row?.productUpdates !== false && topics['updates'] !== false,
    ...((customer ?? contact) && { preferences }),
    ...(version && { policy: { version, acknowledgedAt: known?.at } }),
  };
}
