/** Below so many customers who have bought there are no quintiles. */
export const LEAST_CUSTOMERS = 50;

/** When somebody bought last (ms), how often, and for how much (smallest unit of the company’s main currency). */
export type Buyer = { recency: number; frequency: number; monetary: number };
export type RfmValue = { recency: number; frequency: number; monetary: number };
type Cuts = { ends: readonly number[]; starts: readonly number[] };
/** Where the first four fifths of all buyers end, and the next ones start, of each of the three. */
export type Fifths = Readonly<Record<keyof Buyer, Cuts>>;

/** The cuts between fifths; undefined below 50 buyers. */
export function fifthsOf(buyers: readonly Buyer[]): Fifths | undefined {
  if (buyers.length < LEAST_CUSTOMERS) return undefined;
  const cut = (name: keyof Buyer): Cuts => {
    const sorted = buyers.map((one) => one[name]).toSorted((one, other) => one - other);
    const at = (fifth: number): number => Math.ceil((fifth * sorted.length) / 5);
    const fifths = [1, 2, 3, 4];
    return { ends: fifths.map((one) => sorted[at(one) - 1] ?? 0), starts: fifths.map((one) => sorted[at(one)] ?? 0) };
  };
  return { recency: cut('recency'), frequency: cut('frequency'), monetary: cut('monetary') };
}

/**
 * A quintile, 1–5. Equal buyers have equal quintiles: those who fill several fifths are in the middle of them, so that where most
 * have bought once they are neither the best nor the worst.
 */
const quintile = (value: number, { ends, starts }: Cuts): number =>
  1 + Math.round((ends.filter((end) => value > end).length + starts.filter((start) => value >= start).length) / 2);

/** Quintiles of a buyer; 5 is who bought last, most often, for most. */
export const rfmOf = ({ recency, frequency, monetary }: Buyer, fifths: Fifths): RfmValue => ({
  recency: quintile(recency, fifths.recency),
  frequency: quintile(frequency, fifths.frequency),
  monetary: quintile(monetary, fifths.monetary),
});
