import {
  alertsOpened,
  closings,
  closingsInTime,
  ended,
  decisions,
  openings,
  peopleTold,
  present,
  recoveries,
  reopenings,
  shareOf,
  suggestionsKept,
  tally,
  touchesInTime,
  tries,
  verdicts,
} from './action-readings.ts';
import { quantileSeconds } from './latency.ts';
import { type Metric, OWN, WILSON } from './metric.ts';
import { medianHours, medianMinutes } from './minute-steps.ts';

const MEDIAN =
  'median; minutes exact to 120, then in steps of 5 % of which the middle is told (2.5 % off at most); interval: the values at the ranks n/2 ± 0.98√n';
const CAMPBELL = `${OWN}; interval: M. J. Campbell & M. J. Gardner, BMJ 296 (1988)`;

/** A cycle lasts from an opening to its closing, by the owner, team and urgency that it has, or was closed with. */
const followUps = {
  citation: OWN,
  rows: 'followUp',
  dimensions: ['owner', 'team', 'rule', 'urgency', 'category', 'theme', 'source', 'root_cause', 'action', 'tier'],
} as const;
/** What there is now is known of the company and of each person. */
const live = { citation: OWN, unit: 'follow-ups', dimensions: ['owner'], read: present } as const;
const alerts = { citation: OWN, rows: 'alert', dimensions: ['rule', 'severity'] } as const;

const triage = {
  citation: OWN,
  rows: 'triageItem',
  dimensions: ['route', 'type', 'theme', 'impact'],
} as const;

const webhooks = { citation: OWN, dimensions: ['endpoint'] } as const;
const REPLAYS = 'what somebody had sent again is excluded (replay)';

/** How follow-ups, alerts and what waits for triage are dealt with, who is told of the end, and how well webhooks are reached. */
export const actionMetrics = {
  follow_up_opened: {
    ...followUps,
    title: 'Follow-ups opened',
    direction: 'neutral',
    sample: 'count',
    formula: 'cycles by the day of their opening: first ones, and those that were opened again',
    unit: 'cycles',
    read: tally(openings, 'opened'),
  },
  follow_up_reopened: {
    ...followUps,
    title: 'Follow-ups opened again',
    direction: 'down_good',
    sample: 'count',
    formula: 'cycles that were opened again after a closing, by the day of that opening',
    unit: 'cycles',
    read: tally(reopenings, 'reopened'),
  },
  follow_up_closed: {
    ...followUps,
    title: 'Follow-ups closed',
    direction: 'neutral',
    sample: 'count',
    formula: 'cycles by the day of their closing: resolved, or nothing was to be done',
    unit: 'cycles',
    read: tally(closings, 'closed'),
  },
  follow_up_on_time: {
    ...followUps,
    title: 'Follow-ups resolved on time',
    direction: 'up_good',
    sample: 'share',
    formula: `cycles resolved by their due time / cycles resolved, by the day of the closing; ${WILSON}`,
    unit: 'ratio 0–1',
    read: shareOf('onTime', closingsInTime, 'resolved'),
  },
  follow_up_close_median: {
    ...followUps,
    title: 'Time to close a follow-up',
    direction: 'down_good',
    sample: { times: 'closing' },
    formula: `business minutes from opening to closing, by the day of the closing; ${MEDIAN}`,
    unit: 'minutes',
    citation: CAMPBELL,
    read: medianMinutes('closing'),
  },
  follow_up_first_touch_median: {
    ...followUps,
    title: 'Time to the first touch',
    direction: 'down_good',
    sample: { times: 'touch' },
    formula: `business minutes from opening to the first attempt to reach the customer, by the day of that attempt; cycles closed without one are excluded (untouched); ${MEDIAN}`,
    unit: 'minutes',
    citation: CAMPBELL,
    variants: {
      wall: {
        formula: `minutes on the clock from opening to the first attempt to reach the customer, by the day of that attempt; cycles closed without one are excluded (untouched); ${MEDIAN}`,
        sample: { times: 'wall' },
        read: medianMinutes('wall'),
      },
    },
    read: medianMinutes('touch'),
  },
  follow_up_touch_on_time: {
    ...followUps,
    title: 'First touch on time',
    direction: 'up_good',
    sample: 'share',
    formula: `cycles touched by the due time of the first touch / cycles that were touched, or whose time for it ran out while they were open, by the day of that due time; cycles closed before it without a touch are excluded (untouched); ${WILSON}`,
    unit: 'ratio 0–1',
    read: shareOf('onTime', touchesInTime, 'touch-on-time'),
  },
  follow_up_recovery_rate: {
    ...followUps,
    title: 'Customers won back by a follow-up',
    direction: 'up_good',
    sample: 'share',
    formula: `customers who were not happy before and are when asked again after the follow-up / those who answered, by the day of the answer; happy: CSAT ≥ 4 of 5, NPS ≥ 7, CES ≥ 5 of 7, both times on one metric; improved: higher, each on its own scale; asked counts the askings by their own day; answers without such a score, without a first answer on that metric, and of those who were happy before are excluded; ${WILSON}`,
    unit: 'ratio 0–1',
    read: recoveries,
  },
  follow_up_open: {
    ...live,
    title: 'Open follow-ups',
    direction: 'neutral',
    formula: 'follow-ups that are pending or in progress now',
    live: 'open',
  },
  follow_up_overdue: {
    ...live,
    title: 'Overdue follow-ups',
    direction: 'down_good',
    formula: 'open follow-ups whose due time has passed by now; some thousands at most are counted',
    live: 'overdue',
  },
  follow_up_unassigned: {
    ...live,
    title: 'Follow-ups without an owner',
    direction: 'down_good',
    formula: 'open follow-ups that nobody has now',
    dimensions: [],
    live: 'unassigned',
  },
  alert_opened: {
    ...alerts,
    title: 'Alerts opened',
    direction: 'neutral',
    sample: 'count',
    formula:
      'alerts by the day of what set them off; those that were over before anybody was told are excluded by what held them back',
    unit: 'alerts',
    read: tally(alertsOpened, 'opened'),
  },
  alert_ack_median: {
    ...alerts,
    title: 'Time to acknowledge an alert',
    direction: 'down_good',
    sample: { times: 'ack' },
    formula: `minutes on the clock from the opening of an alert to its acknowledgement, by the day of the latter; alerts resolved without one are excluded (unacknowledged); ${MEDIAN}`,
    unit: 'minutes',
    citation: CAMPBELL,
    read: medianMinutes('ack'),
  },
  alert_useful_share: {
    ...alerts,
    title: 'Share of useful alerts',
    direction: 'up_good',
    sample: 'share',
    formula: `alerts that were resolved as useful / alerts that somebody resolved, by the day of the resolving; those that ended by themselves are excluded by why; ${WILSON}`,
    unit: 'ratio 0–1',
    read: shareOf('useful', verdicts, 'verdict'),
  },
  triage_waiting: {
    ...live,
    title: 'Records that wait for triage',
    direction: 'down_good',
    formula: 'records that wait for a decision of the product people now',
    unit: 'records',
    dimensions: ['route', 'type', 'theme'],
    live: 'waiting',
  },
  triage_decided: {
    ...triage,
    title: 'Records decided in triage',
    direction: 'neutral',
    sample: 'count',
    formula:
      'records by the day of the first decision about them that was not taken back; later decisions do not count again',
    unit: 'records',
    read: tally(decisions, 'decided'),
  },
  triage_wait_median: {
    ...triage,
    title: 'Time to a decision in triage',
    direction: 'down_good',
    sample: { times: 'waited' },
    formula: `hours on the clock from the arrival of a record to the first decision about it, by the day of that decision; records that did not wait in the queue are excluded (did_not_wait); ${MEDIAN}`,
    unit: 'hours',
    citation: CAMPBELL,
    read: medianHours('waited'),
  },
  triage_suggestion_kept: {
    ...triage,
    title: 'Suggestions of triage that were kept',
    direction: 'up_good',
    sample: 'share',
    formula: `suggestions with whose value the first decision agrees / suggestions of which it says anything, by the day of that decision; of the rest it says nothing (unsaid), which is excluded, as is what a tracker decides; ${WILSON}`,
    unit: 'ratio 0–1',
    dimensions: ['kind'],
    read: shareOf('kept', suggestionsKept, 'kept'),
  },
  loop_told_share: {
    title: 'Share of people told that it is shipped',
    direction: 'up_good',
    sample: 'share',
    formula: `people who were sent the resolution of an initiative / all its people, whether they could be reached or not (breakdown by reason), by the day on which it was shipped; who is none of its people any more is excluded by why; initiatives that were shipped without telling anybody are not in it; ${WILSON}`,
    unit: 'ratio 0–1',
    citation: OWN,
    rows: 'loopRun',
    dimensions: ['initiative'],
    read: shareOf('sent', peopleTold, 'told'),
  },
  webhook_success_share: {
    ...webhooks,
    rows: 'delivery',
    title: 'Share of events that webhooks got',
    direction: 'up_good',
    sample: 'share',
    formula: `deliveries that were made / deliveries that ended: made, or given up after ten attempts or 96 hours; by the day of the ending; ${REPLAYS}; ${WILSON}`,
    unit: 'ratio 0–1',
    read: shareOf('delivered', ended, 'ended'),
  },
  webhook_first_try_share: {
    ...webhooks,
    rows: 'delivery',
    title: 'Share of events that webhooks got at the first attempt',
    direction: 'up_good',
    sample: 'share',
    formula: `deliveries made at the first attempt / deliveries that were made, by the day of the ending; ${REPLAYS}; ${WILSON}`,
    unit: 'ratio 0–1',
    read: shareOf('first', tries, 'ended'),
  },
  webhook_latency_p95: {
    ...webhooks,
    rows: 'delivery',
    title: 'Time until webhooks have an event',
    direction: 'down_good',
    formula: `95 of 100 deliveries were made within this time of their event, by the day of the delivery; tenths of a second exact to 12 seconds, then in steps of 5 % of which the middle is told; ${REPLAYS}; interval: the values at the ranks 0.95n − 1.96√(0.0475n) and 1 + 0.95n + 1.96√(0.0475n)`,
    unit: 'seconds',
    citation: CAMPBELL,
    read: quantileSeconds('latency', 0.95),
  },
  webhook_waiting: {
    ...webhooks,
    title: 'Events that wait for webhooks',
    direction: 'down_good',
    formula: 'deliveries that wait or are being made now; at most 10 000 of an endpoint are counted',
    unit: 'deliveries',
    live: 'deliveries',
    read: present,
  },
} as const satisfies Record<string, Omit<Metric, 'name'>>;
