import { Page, Panel } from '../kit/page.tsx';
import { FeedbackRecord } from './feedback-record.tsx';
import { feedbackRoutes } from './feedback.route.ts';
import { feedbackTexts } from './texts/texts.ts';

const [, recordScreen] = feedbackRoutes;

/** One record as a page of its own. */
export function FeedbackPage() {
  const { feedbackId } = recordScreen.useParams();
  const { title } = feedbackTexts();
  return (
    <Page title={title}>
      <Panel>
        <FeedbackRecord feedbackId={feedbackId} />
      </Panel>
    </Page>
  );
}
