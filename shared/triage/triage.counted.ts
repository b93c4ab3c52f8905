import * as z from 'zod';
import { COMPANY_KEY, type Contribution, type CountedKind, type CountingSettings } from '../metrics/counted-kind.ts';
import { excludedName } from '../metrics/counters.ts';
import { minutesName } from '../metrics/minute-steps.ts';
import { onTheirDays } from '../metrics/moments.ts';
import { recordChangeOf } from '../metrics/record-change.ts';

const text = z.string().optional();
const instant = z.iso.datetime();

/** The part of a triage item that numbers depend on. */
export const CountableTriageItem = z.object({
  itemId: z.string(),
  route: text,
  type: text,
  theme: text,
  impact: text,
  arrivedAt: instant,
  leftOut: z.unknown().optional(),
  firstDecision: z
    .object({
      at: instant,
      waited: z.boolean(),
      suggested: z.array(z.object({ kind: z.string(), outcome: z.enum(['kept', 'changed', 'unsaid']) })),
      takenBack: z.literal(true).optional(),
    })
    .optional(),
});
export type CountableTriageItem = z.infer<typeof CountableTriageItem>;

const dimensions = ['company', 'route', 'type', 'theme', 'impact', 'kind'] as const;
const rowsOf = (dimension: (typeof dimensions)[number]): string => `triageItem.${dimension}`;
const MINUTE = 60_000;

/**
 * What a triage item adds, all on the day of the first decision that stands: the decision, how long the record waited
 * for it, and what became of each suggestion. A later decision changes where it is counted, not when.
 */
function contributions(item: CountableTriageItem, settings: CountingSettings): Contribution[] {
  const { firstDecision: first, arrivedAt } = item;
  if (!first || first.takenBack || item.leftOut !== undefined) return [];
  const minutes = Math.floor((Date.parse(first.at) - Date.parse(arrivedAt)) / MINUTE);
  const waited = first.waited ? minutesName('waited', Math.max(0, minutes)) : excludedName('waited', 'did_not_wait');
  const own = onTheirDays(
    [
      [first.at, 'decided'],
      [first.at, waited],
    ],
    dimsOf(item),
    settings,
  );
  const suggested = first.suggested.flatMap(({ kind, outcome }) => {
    const name = outcome === 'unsaid' ? excludedName('kept', outcome) : outcome;
    return onTheirDays([[first.at, name]], { [rowsOf('company')]: COMPANY_KEY, [rowsOf('kind')]: kind }, settings);
  });
  return [...own, ...suggested];
}

const dimsOf = ({ route, type, theme, impact }: CountableTriageItem): Contribution['dims'] => ({
  [rowsOf('company')]: COMPANY_KEY,
  [rowsOf('route')]: route,
  [rowsOf('type')]: type,
  [rowsOf('theme')]: theme,
  [rowsOf('impact')]: impact,
});

/** Triage items as a counted kind. */
export const countedTriageItems: CountedKind<CountableTriageItem> = {
  kind: 'triageItem',
  ledger: 'triageItem#',
  dimensions: dimensions.map(rowsOf),
  lasts: true,
  contributions,
  changeOf: (change) => {
    const { NewImage, OldImage } = change.dynamodb ?? {};
    // What nobody has decided about yet adds nothing, and needs no page in the ledger.
    if ((NewImage ?? OldImage)?.['firstDecision'] === undefined) return undefined;
    return recordChangeOf(change, CountableTriageItem, { kind: 'triageItem', id: 'itemId' });
  },
};
