import type { CreateFollowUpRule, FollowUpRule } from '../../../../shared/follow-up-rule/follow-up-rule.schema.ts';

export type Assign = FollowUpRule['assign'];
type Times = { firstTouch?: number; close?: number };
type Resurvey = { templateId?: string; afterHours?: number };

/** A rule as its form shows it: one field says the urgency, and what has two parts can be half filled in. */
export type RuleForm = Omit<CreateFollowUpRule, 'urgencyFrom' | 'urgency' | 'due' | 'resurvey' | 'match'> & {
  match?: FollowUpRule['match'];
  urgency?: FollowUpRule['urgency'];
  due?: Times;
  resurvey?: Resurvey;
  version?: number;
};

/** What a new rule begins with: switched off, so that it can be tried first. */
export const blank: RuleForm = {
  name: '',
  enabled: false,
  order: 100,
  maxAgeDays: 7,
  assign: { mode: 'none' },
};

export function formOf({ urgencyFrom, urgency, ...rule }: FollowUpRule): RuleForm {
  const { ruleId: _id, createdAt: _at, updatedAt: _then, createdBy: _by, ...form } = rule;
  return { ...form, ...(urgencyFrom === 'fixed' && urgency && { urgency }) } as RuleForm;
}

/** As the API takes it: a rule is put as a whole, and what has no part is left out. */
export function bodyOf({ version: _version, urgency, due, resurvey, ...form }: RuleForm): CreateFollowUpRule {
  const says = (part: object | undefined): boolean => Object.values(part ?? {}).some((value) => value !== undefined);
  return {
    ...form,
    urgencyFrom: urgency ? 'fixed' : 'analysis',
    ...(urgency && { urgency }),
    ...(says(due) && { due }),
    ...(resurvey?.templateId && { resurvey }),
  } as CreateFollowUpRule;
}

/** Another way to give it out keeps the people and the team that were named, as far as it knows them. */
export function assignAs(mode: Assign['mode'], before: Assign): Assign {
  const userIds = 'userIds' in before ? (before.userIds ?? []) : [];
  const teamId = 'teamId' in before ? before.teamId : undefined;
  if (mode === 'fixed') return { mode, userIds: userIds.slice(0, 1) };
  if (mode === 'none') return { mode, ...(teamId && { teamId }) };
  return teamId ? { mode, teamId } : { mode, userIds };
}
