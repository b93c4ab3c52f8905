import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Loaded } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { feedbackTexts } from './texts/texts.ts';

const feedback = api(feedbackRoutes);

/** Who did what to the record, newest first. */
export function FeedbackHistory({ record: { feedbackId, version } }: { record: Feedback }) {
  const f = feedbackTexts();
  const read = useRead(feedback.history, { params: { feedbackId }, query: { limit: 20 } });
  return (
    <details>
      <summary>
        {f.history} ({version})
      </summary>
      <Loaded read={read} height={80}>
        {({ items }) => (
          <ol className="lines">
            {items.map(({ at, action, actor, changedKeys }) => (
              <li key={`${at}${action}`}>
                {action.replace(/([a-z])([A-Z])/g, '$1 $2')} <bdi>{f.by(actor.id)}</bdi>
                <p className="note">
                  <When at={at} /> {changedKeys.length > 0 && <bdi>({changedKeys.join(', ')})</bdi>}
                </p>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </details>
  );
}
