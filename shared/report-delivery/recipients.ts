import type { Context } from '../kernel/context.ts';
import { confirmedAmong, statesOf } from '../outside-address/outside-address.ts';
import { addressKey } from '../outside-address/outside-address.schema.ts';
import { everybody, known } from '../people/known.ts';
import type { Person } from '../people/people.schema.ts';
import { MOST_RECIPIENTS, type Report } from '../report/report.schema.ts';
import type { Run } from '../report-run/run.schema.ts';
import { chooseLanguage, surveyLanguages } from '../survey-template/localized.schema.ts';
import type { Delivery } from './delivery.schema.ts';
import { stopOf } from './stops.ts';

/** Who gets a run, and why somebody named does not. */
export type Recipient = Pick<Delivery, 'email' | 'userId' | 'language'> & {
  suppressed?: Extract<Delivery['reason'], 'unsubscribed' | 'address_bounced' | 'unconfirmed'>;
};

/**
 * Whom a run goes to, each address once, as it is now: people named, those with a role or in a team, and outside addresses. A copy
 * for an agent goes to that agent alone, a test to whoever asked for it.
 */
export async function recipientsOf(
  ctx: Context,
  report: Report,
  run: Pick<Run, 'trigger' | 'askedBy' | 'burst'>,
): Promise<Recipient[]> {
  const people = await peopleOf(ctx, report, run);
  const outside = run.trigger === 'test' || run.burst?.by === 'agent' ? [] : report.recipients.addresses;
  const agreed = new Set((await confirmedAmong(ctx, outside)).map(({ addressId }) => addressId));
  const named = [
    ...people.map(({ email, userId, language, mailState }): Recipient => ({
      email,
      userId,
      language: chooseLanguage(language, surveyLanguages, report.language),
      ...(mailState && { suppressed: 'address_bounced' }),
    })),
    ...(await statesOf(ctx, outside)).map(({ email, addressId, state }): Recipient => ({
      email,
      ...(!agreed.has(addressId) && {
        suppressed: state === 'bounced' || state === 'complained' ? 'address_bounced' : 'unconfirmed',
      }),
    })),
  ];
  // Who is known and named as an address, too, gets it as a person.
  const once = new Map(named.toReversed().map((one) => [addressKey(one.email), one]));
  const all = [...once.values()].toReversed().slice(0, MOST_RECIPIENTS);
  return Promise.all(
    all.map(async (one) => {
      if (one.suppressed || run.trigger === 'test') return one;
      const stop = await stopOf(ctx, { reportId: report.reportId, email: one.email });
      if (!stop) return one;
      return { ...one, suppressed: stop.why === 'unsubscribed' ? 'unsubscribed' : 'address_bounced' };
    }),
  );
}

async function peopleOf(
  ctx: Context,
  { recipients }: Report,
  { trigger, askedBy, burst }: Pick<Run, 'trigger' | 'askedBy' | 'burst'>,
): Promise<Person[]> {
  if (trigger === 'test') return askedBy === undefined ? [] : known(ctx, [askedBy]);
  if (burst?.by === 'agent') return known(ctx, [burst.key]);
  const { userIds, roles, teamIds } = recipients;
  const all = await everybody(ctx);
  return all.filter(
    (person) =>
      userIds.includes(person.userId) ||
      person.roles.some((role) => roles.includes(role)) ||
      (person.teamIds ?? []).some((team) => teamIds.includes(team)),
  );
}
