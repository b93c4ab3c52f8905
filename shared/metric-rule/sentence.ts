import { metrics } from '../metrics/definitions.ts';
import type { MetricFacts } from './metric-facts.schema.ts';

/** Two digits that count: 1 724 times is told as 1 700. */
function rounded(value: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return String(Math.round(value / unit) * unit).replace(/\B(?=(?:\d{3})+$)/g, ' ');
}

/** At most two decimals. */
export const shortNumber = (value: number): string => String(Math.round(value * 100) / 100);

/** Beyond that nobody can imagine it. */
const MOST_PERIODS = 1_000_000;

/**
 * Why somebody is told of a number, in a sentence: "Customer satisfaction, mean 2.2 from 5 answers; usually 4.06 (500
 * answers); as low by chance once in 1 700 days".
 */
export function sentenceOf(facts: Omit<MetricFacts, 'sentence'>): string {
  const { metric, value, n, baseline, z, p, limits, window } = facts;
  const { title } = metrics[metric];
  const isCount = metric === 'volume';
  const first = isCount
    ? `${title} ${n}`
    : `${title} ${value === null ? 'unknown' : shortNumber(value)} from ${n} answers`;
  const usual =
    baseline &&
    (isCount
      ? `usually ${shortNumber(baseline.value)} on this weekday (${baseline.n} weeks)`
      : `usually ${shortNumber(baseline.value)} (${baseline.n} answers)`);
  const levels = [
    limits.warning !== undefined && `warning ${shortNumber(limits.warning)}`,
    limits.critical !== undefined && `critical ${shortNumber(limits.critical)}`,
  ].filter(Boolean);
  const period = window.includes('/') ? 'weeks' : 'days';
  const isLow = z === undefined ? baseline !== undefined && n < baseline.value : z < 0;
  const often = p === undefined || p <= 0 ? Infinity : 1 / p;
  const chance =
    p !== undefined &&
    `as ${isLow ? 'low' : 'high'} by chance ${often > MOST_PERIODS ? `less than once in a million ${period}` : `once in ${rounded(often)} ${period}`}`;
  return [first, usual, p === undefined && `levels: ${levels.join(', ')}`, chance].filter(Boolean).join('; ');
}
