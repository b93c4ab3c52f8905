import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { settingOff } from '../feedback/watched-events.ts';
import { inTurn, leastLoaded, type Load, poolOf } from '../follow-up/turns.ts';
import type { FollowUpRule } from '../follow-up-rule/follow-up-rule.schema.ts';
import { wantedBy } from '../follow-up-rule/opener.ts';
import type { Texts } from '../match/filter.ts';
import { judgeEvent } from '../match/judge-event.ts';
import { endOf, noteLatest } from '../replay/latest.ts';
import { asFound, asksForWords, editsTexts } from '../replay/seen.ts';
import { byName, byWeek, countIn, type Stretch, weekOf } from '../replay/weeks.ts';
import type { FollowUpRuleReplay, Reason } from './replay.schema.ts';

export type PlayedRule = Pick<FollowUpRule, 'match' | 'maxAgeDays' | 'assign'>;

/** What does not change while a rule is played. */
export type Frame = {
  /** Those of the company in their order, the played one among them. */
  rules: readonly PlayedRule[];
  rule: PlayedRule;
  absent: readonly string[];
  /** Who is in the teams that rules name. */
  teams?: Readonly<Record<string, readonly string[]>> | undefined;
  timeZone: string;
};

/** What is known in the midst of a replay; bounded, because it is kept with the job between two parts of the work. */
export type Replayed = {
  opened: number;
  unassigned: number;
  perWeek: Map<string, number>;
  perOwner: Map<string, number>;
  /** Of the latest 10 000 records with a follow-up: whether a rule has opened it, or it was asked for and waits for one. */
  records: Map<string, 'by-rule' | 'asked'>;
  /** The next turn of a pool. */
  turns: Map<string, number>;
  loads: Map<string, Load>;
  approximate: Set<Reason>;
};

export const nothingYet = (): Replayed => ({
  opened: 0,
  unassigned: 0,
  perWeek: new Map(),
  perOwner: new Map(),
  records: new Map(),
  turns: new Map(),
  loads: new Map(),
  approximate: new Set(),
});

const watched: ReadonlySet<string> = new Set(settingOff);

/** Whether a change may open a follow-up, as the opener asks before it reads the record. */
export const concerns = ({ rules }: Pick<Frame, 'rules'>, type: string, event: FeedbackEvent): boolean =>
  watched.has(type) && (event.contactRequest !== undefined || rules.some((rule) => judgeEvent(rule, event)));

/** Whether words decide. */
export const needsTexts = ({ rules }: Pick<Frame, 'rules'>, event: FeedbackEvent): boolean =>
  rules.some((rule) => judgeEvent(rule, asFound(event))?.needsRecord);

/**
 * Lets the opener see a change, as `openFor` does when it happens, by the same judgement. What people do with follow-ups is
 * not replayed: none is opened by hand, closed or given to somebody else.
 */
export function play(replayed: Replayed, frame: Frame, event: FeedbackEvent, texts: Texts | undefined): void {
  const { rules, rule: played, timeZone } = frame;
  const { feedbackId, recordRevision } = event;
  const { records, approximate } = replayed;
  const seen = asFound(event);
  if (recordRevision > 1 && editsTexts(event) && rules.some(({ match }) => asksForWords(match)))
    approximate.add('text_edited');
  if (rules.some((rule) => judgeEvent(rule, seen, texts)?.needsRecord)) {
    approximate.add('text_gone');
    return;
  }
  const { rule, asked } = wantedBy(rules, seen, texts);
  const known = records.get(endOf(feedbackId));
  // A rule changes nothing that is there, but for what was opened because the customer asked.
  if (known === 'by-rule' || (known === 'asked' && !(asked && rule)) || !(asked || rule)) return;
  if (noteLatest(records, feedbackId, rule ? 'by-rule' : 'asked')) approximate.add('many_records');
  if (!rule) return;
  const owner = ownerBy(replayed, frame, rule, event.at);
  if (rule !== played) return;
  replayed.opened++;
  countIn(replayed.perWeek, weekOf(event.at, timeZone));
  if (owner === undefined) replayed.unassigned++;
  else countIn(replayed.perOwner, owner);
}

/** Whom a rule gives its follow-ups to: the people that it names, or whoever is in its team. */
export function membersOf(
  assign: PlayedRule['assign'],
  teams: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  if (assign.mode === 'none') return [];
  return 'teamId' in assign && assign.teamId !== undefined ? (teams[assign.teamId] ?? []) : (assign.userIds ?? []);
}

/** To whom a rule gives a follow-up; other rules take their turns, too. */
function ownerBy(
  { turns, loads }: Replayed,
  { absent, teams = {} }: Frame,
  { assign }: PlayedRule,
  at: string,
): string | undefined {
  if (assign.mode === 'none') return undefined;
  const pool = poolOf(membersOf(assign, teams));
  const there = pool.filter((userId) => !absent.includes(userId));
  if (there.length === 0) return undefined;
  let owner = there[0] as string;
  if (assign.mode === 'round_robin') {
    const name = pool.join('\n');
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    owner = inTurn(there, turn);
  } else if (assign.mode === 'least_loaded') owner = leastLoaded(there, (userId) => loads.get(userId)).ownerId;
  loads.set(owner, { open: (loads.get(owner)?.open ?? 0) + 1, lastAt: at });
  return owner;
}

/** What the rule would have done in a stretch of time. */
export const resultOf = (
  { opened, unassigned, perWeek, perOwner, approximate }: Replayed,
  stretch: Stretch,
): FollowUpRuleReplay => ({
  opened,
  perWeek: byWeek(perWeek, stretch),
  perOwner: byName(perOwner),
  unassigned,
  approximate: [...approximate].toSorted(),
});
