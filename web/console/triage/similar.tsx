import { Link } from '@tanstack/react-router';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { similarityRoutes } from '../../../shared/similarity/similarity.routes.ts';
import { formatShare } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { spoken } from '../texts/console.ts';
import { triageTexts } from './texts/texts.ts';

const similarity = api(similarityRoutes);
const feedback = api(feedbackRoutes);
const MOST = 4;

type Props = { feedback: Feedback; onDuplicate: (main: string) => void };

/** Records that say the same by their words; whether one is a duplicate, a person decides. */
export function Similar({ feedback: { feedbackId }, onDuplicate }: Props) {
  const x = triageTexts();
  const read = useRead(similarity.similar, { params: { feedbackId }, query: { purpose: 'duplicate' as const } });
  return (
    <>
      <h2>{x.similar}</h2>
      {/* What was similar to the record before says nothing of this one. */}
      <Loaded read={read} height={120}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{x.noSimilar}</Empty>
          ) : (
            <ul className="lines">
              {items.slice(0, MOST).map(({ feedbackId: other = '', score, shared }) => (
                <li key={other}>
                  <Other feedbackId={other} />
                  <p className="note">
                    {x.alike(formatShare(spoken(), score * 100))}: <bdi>{shared.join(', ')}</bdi>
                  </p>
                  <Button small onClick={() => onDuplicate(other)}>
                    {x.isDuplicate}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

/** Reads what the next record will need, while somebody thinks about this one. */
export function useAhead(feedbackId: string | undefined): void {
  const asked = { enabled: feedbackId !== undefined };
  const params = { feedbackId: feedbackId ?? '' };
  useRead(similarity.similar, { params, query: { purpose: 'duplicate' as const } }, asked);
  useRead(similarity.similar, { params, query: { purpose: 'initiative' as const } }, asked);
}

function Other({ feedbackId }: { feedbackId: string }) {
  const read = useRead(feedback.get, { params: { feedbackId } });
  return (
    <Loaded read={read} height={40}>
      {({ comments, subject, occurredAt }) => (
        <>
          <Link to="/feedback/$feedbackId" params={{ feedbackId }} className="quiet row-link">
            <bdi>{comments ?? subject}</bdi>
          </Link>
          <p className="note">
            <When at={occurredAt} />
          </p>
        </>
      )}
    </Loaded>
  );
}
