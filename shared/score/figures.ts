import type { Money } from '../fields/money.schema.ts';
import type { CrmSettings } from '../crm-settings/crm-settings.schema.ts';
import type { Heard } from '../feedback/heard.ts';
import { boughtAtOf, churnPoints } from './churn-points.ts';
import type { Facts } from './facts.ts';
import { daysAgo, type Figure } from './figure.ts';
import { healthOf, payment, revenueTrend, satisfaction } from './health.ts';
import { buyingOf, DISCOUNT_RATE, historicValue, predictedValue, yearlyMargin } from './lifetime-value.ts';
import { mainCurrency, netsOf } from './main-currency.ts';
import { retentionOf } from './retention.ts';
import { type RfmValue, rfmOf } from './rfm.ts';
import { buyerOf, type Yardsticks } from './yardsticks.ts';

/** All that the scores of a customer follow from. */
export type Known = {
  facts: Facts;
  heard: readonly Heard[];
  /** Days on which leases of theirs end. */
  leaseEndDates: readonly string[];
  tier?: string | undefined;
  yardsticks: Yardsticks | undefined;
  settings: CrmSettings['scores'];
};

type Worth = Figure & { historic?: Money; predicted?: Money; excluded: Money[] };
export type Figures = { health: Figure; churnRisk: Figure; lifetimeValue: Worth; rfm: Figure<RfmValue> };

const COMPLAINT_DAYS = 90;
/** Metrics of answers in which a higher value is the better one. */
const answers = new Set(['csat', 'nps', 'ces']);

function lifetimeValue({ facts, tier, yardsticks, settings }: Known, now: Date): Worth {
  const { defaultMarginPercent } = settings;
  const nets = netsOf(facts.counters);
  const currency = mainCurrency(nets);
  const base = { formulaVersion: 'value-1', missing: [], reasons: [] };
  if (currency === undefined)
    return { ...base, value: null, reason: 'no_purchases', inputs: { defaultMarginPercent }, excluded: [] };
  const money = (amountMinor: number): Money => ({ amountMinor: Math.round(amountMinor), currency });
  const historic = money(historicValue(facts.counters, currency, defaultMarginPercent));
  const theirs = Object.values(facts.newest)
    .flat()
    .filter((one) => one.currency === currency);
  const buying = buyingOf(theirs, now, defaultMarginPercent);
  const margin = buying ? yearlyMargin(buying) : 0;
  const cohorts = yardsticks?.retention;
  const retention =
    yardsticks &&
    retentionOf(
      { company: cohorts?.company, tier: tier === undefined ? undefined : cohorts?.tiers[tier] },
      yardsticks.windowDays,
    );
  const predicted = retention && money(predictedValue(margin, retention.rate));
  return {
    ...base,
    value: predicted ? historic.amountMinor + predicted.amountMinor : null,
    ...(!predicted && { reason: 'too_few_customers' }),
    historic,
    ...(predicted && { predicted }),
    excluded: [...nets].flatMap(([other, amountMinor]) =>
      other === currency ? [] : [{ amountMinor, currency: other }],
    ),
    inputs: {
      defaultMarginPercent,
      orderValue: buying?.orderValue ?? null,
      ordersAYear: buying?.ordersAYear ?? 0,
      marginShare: buying?.marginShare ?? null,
      yearlyMargin: margin,
      retention: retention?.rate ?? null,
      retentionOf: retention?.of ?? null,
      retentionN: retention?.n ?? 0,
      discountRate: DISCOUNT_RATE,
    },
    missing: retention ? [] : ['retention'],
  };
}

function rfm({ facts, yardsticks }: Known): Figure<RfmValue> {
  const base = { formulaVersion: 'rfm-1', missing: [], reasons: [] };
  const { currency, fifths, buyers = 0 } = yardsticks ?? {};
  const inputs = { buyers, currency: currency ?? null };
  if (currency === undefined || !fifths) return { ...base, value: null, reason: 'too_few_customers', inputs };
  const buyer = buyerOf(facts, currency);
  if (!buyer) return { ...base, value: null, reason: 'no_purchases', inputs };
  return {
    ...base,
    value: rfmOf(buyer, fifths),
    inputs: {
      ...inputs,
      lastAt: new Date(buyer.recency).toISOString(),
      frequency: buyer.frequency,
      monetary: buyer.monetary,
    },
  };
}

/** The scores of a customer at an instant. The same facts give the same scores. */
export function figuresOf(known: Known, now: Date): Figures {
  const { facts, heard, yardsticks, settings, leaseEndDates } = known;
  const all = Object.values(facts.newest).flat();
  const currency = mainCurrency(netsOf(facts.counters));
  const sold = all.filter((one) => one.currency === currency);
  const scored = heard.flatMap(({ at, scores }) =>
    scores.filter(({ metric }) => answers.has(metric)).map((score) => ({ ...score, at })),
  );
  const trend = revenueTrend(sold, now);
  const today = now.toISOString().slice(0, 10);
  const lastNps = scored
    .filter(({ metric, scaleMin, scaleMax }) => metric === 'nps' && scaleMin === 0 && scaleMax === 10)
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))[0];
  return {
    health: healthOf(
      { revenueTrend: trend, payment: payment(sold, now), satisfaction: satisfaction(scored, now) },
      settings.weights,
    ),
    churnRisk: churnPoints(
      {
        boughtAt: boughtAtOf(all),
        companyGapDays: yardsticks?.gapDays,
        revenueTrend: trend,
        lastNps: lastNps?.value,
        complaints: heard.filter(({ type, at }) => type === 'complaint' && daysAgo(at, now) < COMPLAINT_DAYS).length,
        leaseEndsOn: leaseEndDates.filter((day) => day >= today).toSorted()[0],
        unpaidDueAt: all.flatMap(({ dueAt, paidAt, kept }) =>
          dueAt !== undefined && paidAt === undefined && kept > 0 ? [dueAt] : [],
        ),
      },
      now,
    ),
    lifetimeValue: lifetimeValue(known, now),
    rfm: rfm(known),
  };
}

/** Scores of somebody who must not be scored. */
export const noFigures = (reason: 'restricted' | 'profiling_refused'): Figures => {
  const none = (formulaVersion: string) => ({
    value: null,
    reason,
    formulaVersion,
    inputs: {},
    missing: [],
    reasons: [],
  });
  return {
    health: none('health-1'),
    churnRisk: none('points-1'),
    lifetimeValue: { ...none('value-1'), excluded: [] },
    rfm: none('rfm-1'),
  };
};
