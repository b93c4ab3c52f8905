import { serve } from '../../shared/http/serve.ts';
import { surveyPageRoutes } from '../../shared/answering/survey-page.routes.ts';
import { show, submit } from './answering.ts';
import { withPages } from './with-pages.ts';
import { eraseOwn, setPreferences, showOwn, showPreferences, showUnsubscribe, unsubscribe } from './preferences.ts';

const pages = serve(surveyPageRoutes, {
  show,
  submit,
  showUnsubscribe,
  unsubscribe,
  showPreferences,
  setPreferences,
  showOwn,
  eraseOwn,
});

export const handler = withPages(pages);
