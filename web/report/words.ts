import type { Words } from '../../shared/report-run/frame.ts';
import { formatDays, formatWithMargin } from '../chart/format.ts';

/** How figures and days are written that a text names. */
export const reportWords: Words = {
  value: (language, { unit, value, marginOfError, n }) =>
    `${formatWithMargin(language, unit, value, marginOfError)} (n ${n})`,
  days: formatDays,
};
