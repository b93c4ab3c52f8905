import { serve } from '../../shared/http/serve.ts';
import { surveyPageRoutes } from '../../shared/survey/survey-page.routes.ts';
import { show, submit } from './answering.ts';
import { eraseOwn, setPreferences, showOwn, showPreferences, showUnsubscribe, unsubscribe } from './preferences.ts';

export const handler = serve(surveyPageRoutes, {
  show,
  submit,
  showUnsubscribe,
  unsubscribe,
  showPreferences,
  setPreferences,
  showOwn,
  eraseOwn,
});
