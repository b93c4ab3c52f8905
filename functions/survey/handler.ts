import { maskLists } from '../../shared/analysis/masking.ts';
import { setContactPreferences } from '../../shared/consent/address-news.ts';
import { contactPreferences } from '../../shared/contact-preference/contact-preference.ts';
import { reply } from '../../shared/http/reply.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import { release, respond } from '../../shared/answering/respond.ts';
import { analytics } from '../../shared/survey-analytics/survey.analytics.ts';
import { recordEvent } from '../../shared/asking/record-event.ts';
import { sendList } from '../../shared/asking/send-list.ts';
import { messageDecisionRoutes } from '../../shared/survey/message-decision.routes.ts';
import { messageDecisions } from '../../shared/survey/message-decisions.ts';
import { surveyRoutes } from '../../shared/survey/survey.routes.ts';
import { cancel, decisions, getSurvey, listSurveys } from '../../shared/survey/survey.ts';

export const handler = serveAll(
  bind(
    surveyRoutes,
    {
      recordEvent: async (ctx, { body }) => reply(202, { decisions: await recordEvent(ctx, body) }),
      send: async (ctx, { body }) => ({ results: await sendList(ctx, body) }),
      decisions: (ctx, { query }) => decisions(ctx, query),
      list: (ctx, { query }) => listSurveys(ctx, query),
      get: (ctx, { params }) => getSurvey(ctx, params.surveyId),
      cancel: (ctx, { params }) => cancel(ctx, params.surveyId),
      preferences: (ctx, { query }) => contactPreferences(ctx, query.email),
      setPreferences: (ctx, { body }) => setContactPreferences(ctx, body),
      respond: (ctx, { params, body }) => respond(ctx, params.surveyId, body),
      release: (ctx, { params }) => release(ctx, params.surveyId),
      analytics: (ctx, { query }) => analytics(ctx, query),
    },
    { masking: maskLists },
  ),
  bind(messageDecisionRoutes, { list: (ctx, { query }) => messageDecisions(ctx, query) }),
);
