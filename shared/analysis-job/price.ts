import type { Estimate } from './estimate.schema.ts';

/**
 * Amazon Comprehend's list price for the first 10 million units of a month, which is the same for sentiment, key phrases,
 * languages and personal data: $0.0001 a unit (aws.amazon.com/comprehend/pricing). Larger months are cheaper.
 */
const RATE = { micros: 100, currency: 'USD', rateDate: '2026-11-30' } as const;

export const priceOf = (units: number): Estimate['price'] => ({
  amountMicros: units * RATE.micros,
  currency: RATE.currency,
  rateDate: RATE.rateDate,
});
