import { maskLists } from '../../shared/analysis/masking.ts';
import { board, list } from '../../shared/follow-up/follow-up.list.ts';
import { followUpRoutes, recordFollowUpRoutes } from '../../shared/follow-up/follow-up.routes.ts';
import {
  assign,
  changeMany,
  close,
  contact,
  get,
  note,
  patch,
  reopen,
  take,
} from '../../shared/follow-up/follow-up.ts';
import { open } from '../../shared/follow-up/opening.ts';
import { message, messages } from '../../shared/follow-up/write-message.ts';
import * as rules from '../../shared/follow-up-rule/follow-up-rule.ts';
import { followUpRuleRoutes } from '../../shared/follow-up-rule/follow-up-rule.routes.ts';
import { putFollowUpSettings, readFollowUpSettings } from '../../shared/follow-up/follow-up-settings.ts';
import { replay } from '../../shared/follow-up-replay/replay.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import { suggestions } from '../../shared/similarity/initiative-suggestions.ts';
import { similar } from '../../shared/similarity/similar.ts';
import { similarityRoutes } from '../../shared/similarity/similarity.routes.ts';
import { putReviewSettings, readReviewSettings } from '../../shared/review/review-settings.ts';
import { runReview } from '../../shared/review/review.job.ts';
import { decide as decideReview } from '../../shared/review/decide.ts';
import * as reviews from '../../shared/review/review.ts';
import { reviewRoutes, reviewSettingsRoutes } from '../../shared/review/review.routes.ts';
import { decideMany, undo } from '../../shared/triage/batch.ts';
import { decide } from '../../shared/triage/decide.ts';
import { duplicates, unlink } from '../../shared/triage/duplicates.ts';
import { list as listTriage, maskWaiting } from '../../shared/triage/triage.list.ts';
import { recordTriageRoutes, triageRoutes } from '../../shared/triage/triage.routes.ts';

const { create, edit, put, remove } = rules;

export const handler = serveAll(
  bind(
    followUpRoutes,
    { list, board, changeMany, get, take, assign, contact, note, message, messages, close, reopen },
    { masking: maskLists },
  ),
  bind(recordFollowUpRoutes, {
    open,
    patch,
    settings: (ctx) => readFollowUpSettings(ctx),
    putSettings: putFollowUpSettings,
  }),
  bind(followUpRuleRoutes, { list: rules.list, create, get: rules.get, edit, put, remove, replay }),
  bind(triageRoutes, { list: listTriage, decideMany, undo }, { masking: maskWaiting }),
  bind(similarityRoutes, { similar, suggestions }),
  bind(recordTriageRoutes, { decide: (ctx, input) => decide(ctx, input), duplicates, unlink }, { masking: maskLists }),
  bind(reviewRoutes, { list: reviews.list, get: reviews.get, run: runReview, decide: decideReview }),
  bind(reviewSettingsRoutes, { settings: (ctx) => readReviewSettings(ctx), putSettings: putReviewSettings }),
);
