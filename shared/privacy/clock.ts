import { addMonths } from '../kernel/calendar.ts';
import type { DataRequest, Regime, StoredDataRequest } from './data-request.schema.ts';

const DAY_MS = 86_400_000;
/** CCPA, § 1798.130(a)(2)(A): 45 days, extendable once by 45. */
const CCPA_DAYS = 45;
/** GDPR, Art. 12(3): one month, extendable by two. */
const MONTHS = { first: 1, extended: 3 } as const;

const daysLater = (at: string, days: number): string => new Date(Date.parse(at) + days * DAY_MS).toISOString();
/** The same day and time of a later month, or that time on its last day. */
const monthsLater = (at: string, months: number): string => `${addMonths(at.slice(0, 10), months)}${at.slice(10)}`;

/**
 * By when a request is to be answered: a calendar month after it was received, on the month's last day where that has no such day
 * (Regulation 1182/71, Art. 3(2)(c)), or 45 days after; extended two months or 45 days later. In UTC, at the time of day at which
 * it was received.
 */
export function dueOf(regime: Regime, receivedAt: string, { extended = false } = {}): string {
  if (regime === 'ccpa') return daysLater(receivedAt, extended ? 2 * CCPA_DAYS : CCPA_DAYS);
  return monthsLater(receivedAt, extended ? MONTHS.extended : MONTHS.first);
}

export const isOpen = ({ status }: Pick<DataRequest, 'status'>): boolean =>
  status !== 'completed' && status !== 'rejected';

/** When whoever answers is reminded, in this order. */
const reminders = [
  { reminder: 'week', days: 7 },
  { reminder: 'day', days: 1 },
  { reminder: 'due', days: 0 },
] as const;

/** What is to be reminded of and has not been, the earliest first. */
export const waitingReminders = ({ dueAt, remindedTo = '' }: Pick<StoredDataRequest, 'dueAt' | 'remindedTo'>) =>
  reminders
    .map(({ reminder, days }) => ({ reminder, at: daysLater(dueAt, -days) }))
    .filter(({ at }) => at > remindedTo);
