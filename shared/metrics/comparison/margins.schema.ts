import * as z from 'zod';
import { storableNumber } from '../../fields/number.schema.ts';

const margin = (most: number, usual: number, description: string) =>
  storableNumber.gt(0, 'must be greater than 0').max(most).default(usual).meta({ description, example: usual });

/** Differences that a company calls too small to matter, by what is compared. */
export const Margins = z
  .strictObject({
    nps: margin(200, 5, 'Points of the Net Promoter Score'),
    percentages: margin(100, 3, 'Points of 100, of all shares and rates'),
    csat_avg: margin(4, 0.1, 'On 1–5, of all means of satisfaction'),
    ces_avg: margin(6, 0.15, 'On 1–7'),
    net_sentiment: margin(2, 0.05, 'On −1–1'),
    counts: margin(100, 10, 'Per cent of the number of records before'),
  })
  .meta({
    id: 'ComparisonMargins',
    description: 'Two figures are equivalent where their difference is surely within this.',
  });
export type Margins = z.infer<typeof Margins>;
