import { isoWeekday } from '../../../shared/kernel/calendar.ts';
import { DAYS, december, driver, drop, firstOfMonth, monday, rising, slowness, strong, weak } from './truth.ts';

const MEAN_CSAT = 3.75;

/** What is planted on a day; all of it is nothing where planting is off. */
export type DayEffects = {
  /** Added to the mean satisfaction. */
  csat: number;
  /** Times as many records. */
  volume: number;
  deliveryShare: number;
  deliveryCsat: number;
  themeShare: number;
};

export function effectsOn(day: string, index: number, planted: boolean): DayEffects {
  const plain = { csat: 0, volume: 1, deliveryShare: driver.share, deliveryCsat: 0, themeShare: rising.share };
  if (!planted) return plain;
  const isMonday = isoWeekday(day) === 1;
  const [first, last] = driver.months;
  const driven = index >= firstOfMonth(first) && index < firstOfMonth(last + 1);
  const dropped = index >= firstOfMonth(drop.month) && index < firstOfMonth(drop.month) + drop.days;
  return {
    csat: (isMonday ? monday.csat : 0) + (dropped ? drop.csat : 0),
    volume: (isMonday ? monday.volume : 1) * (day.slice(5, 7) === '12' ? december.volume : 1),
    deliveryShare: driven ? driver.raised : driver.share,
    deliveryCsat: driven ? driver.csat : 0,
    themeShare: rising.share * (index >= DAYS - rising.days ? rising.times : 1),
  };
}

/** The mean satisfaction of records like this one. */
export function meanOf(
  effects: DayEffects,
  { agentId, category, slow = 0 }: { agentId: string; category: string; slow?: number },
  planted: boolean,
): number {
  if (!planted) return MEAN_CSAT;
  return (
    MEAN_CSAT +
    effects.csat +
    (category === driver.category ? effects.deliveryCsat : 0) +
    (agentId === strong.agentId ? strong.csat : 0) +
    (agentId === weak.agentId && category === weak.category ? weak.csat : 0) +
    slowness * slow
  );
}
