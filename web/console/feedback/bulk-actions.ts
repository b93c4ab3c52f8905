import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { ExcludeFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { recordFollowUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import { initiativeRoutes } from '../../../shared/initiative/initiative.routes.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { type Act, tagsWith, type Way } from './bulk.ts';

const feedback = api(feedbackRoutes);
const initiatives = api(initiativeRoutes);
const followUps = api(recordFollowUpRoutes);

const one = ({ feedbackId, version }: Pick<Feedback, 'feedbackId' | 'version'>) => ({
  params: { feedbackId },
  ifMatch: version,
});

export const leaveOut =
  (reason: ExcludeFeedback['reason']): Act =>
  async (record) => {
    const after = await feedback.exclude({ ...one(record), body: { reason } });
    return () => feedback.include(one(after));
  };

export const takeIn: Act = async (record) => {
  const { excluded } = record;
  const after = await feedback.include(one(record));
  return excluded && (() => feedback.exclude({ ...one(after), body: { reason: excluded.reason } }));
};

export const tag =
  (name: string, add: boolean): Act =>
  async (record) => {
    const after = await feedback.edit({ ...one(record), body: { tags: tagsWith(record, name, add) } });
    return () => feedback.edit({ ...one(after), body: { tags: record.tags ?? null } });
  };

/** A record has one follow-up: where it is open already, it stays as it is. */
export const followUp: Act = async ({ feedbackId }) => {
  await followUps.open({ params: { feedbackId }, body: {} });
  return undefined;
};

/** One request for all, as linking them one by one would wait for the initiative each time. */
export const linkTo =
  (initiativeId: string): Way =>
  async (records, onDone) => {
    const params = { initiativeId } as Parameters<typeof initiatives.link>[0]['params'];
    const body = { feedbackIds: records.map(({ feedbackId }) => feedbackId) };
    const { results } = await initiatives.link({ params, body });
    onDone(records.length);
    return records.map((record, at) => {
      const { status = 500, problem } = results.find(({ index }) => index === at) ?? {};
      if (status < 300) return { record };
      return { record, error: new ApiError(status, { type: 'about:blank', title: '', ...problem }) };
    });
  };
