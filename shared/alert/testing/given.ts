import { again } from '../../feedback/testing/given.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Breach } from '../alert.life.ts';
import type { Alert } from '../alert.schema.ts';
import { fire, type Firing } from '../firing.ts';

/** A rule, as far as firing goes. */
export const aRule = (overrides: Partial<Firing> = {}): Firing => ({
  ruleId: 'ar_01jd3k5w8z9x7v6t5s4r3q2p1n',
  name: 'Critical message',
  version: 1,
  epoch: 1,
  stormAfter: 20,
  cooldownMinutes: 60,
  ...overrides,
});

/** A record that nobody has seen before is as a rule waits for. */
export const aBreach = (overrides: Partial<Breach> = {}): Breach => {
  const feedbackId = newId('feedback');
  return {
    kind: 'breach',
    at: new Date().toISOString(),
    key: feedbackId,
    severity: 'critical',
    feedbackId,
    ...overrides,
  };
};

/** An alert that is open. */
export async function givenAlert(
  ctx: Context,
  breach: Partial<Breach> = {},
  rule: Partial<Firing> = {},
): Promise<Alert> {
  const [step] = await fire(again(ctx), aRule(rule), aBreach(breach));
  if (!step) throw new Error('nothing opened');
  return step.alert;
}
