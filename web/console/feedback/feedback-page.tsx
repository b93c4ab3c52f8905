import { Page, Panel } from '../kit/page.tsx';
import { FeedbackRecord } from './feedback-record.tsx';
import { recordRoute } from './feedback.route.ts';
import { feedbackTexts } from './texts/texts.ts';

/** One record as a page of its own. */
export function FeedbackPage() {
  const { feedbackId } = recordRoute.useParams();
  const { title } = feedbackTexts();
  return (
    <Page title={title}>
      <Panel>
        <FeedbackRecord feedbackId={feedbackId} />
      </Panel>
    </Page>
  );
}
