import type { Refusal } from './method.schema.ts';

/** What is told in the place of a result for which there is too little. */
export const refuse = (reason: Refusal['reason'], need: number, have: number): Refusal => ({
  value: null,
  reason,
  need,
  have,
});

export const isRefusal = (result: object): result is Refusal => 'reason' in result;
