import { addressKey } from '../outside-address/outside-address.schema.ts';
import type { AlertRule } from './alert-rule.schema.ts';

/** The outside addresses that a rule and the steps of its escalation name, each once. */
export function addressesOf({ notify, escalation }: Pick<AlertRule, 'notify' | 'escalation'>): string[] {
  const all = [notify, ...(escalation ?? []).map((step) => step.notify)].flatMap(({ addresses = [] }) => addresses);
  return [...new Map(all.map((email) => [addressKey(email), email])).values()];
}
