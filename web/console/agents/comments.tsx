import { Link } from '@tanstack/react-router';
import type { AgentDashboard } from '../../../shared/dashboard/dashboard.schema.ts';
import { scoreWords, SentimentTag } from '../feedback/parts.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { agentTexts } from './texts/texts.ts';

/** The newest that customers wrote; each opens its record. */
export function Comments({ dashboard: { agentId, recent, from, to } }: { dashboard: AgentDashboard }) {
  const a = agentTexts();
  const written = recent?.items.filter(({ comments }) => comments) ?? [];
  const search = { agentId, from, to };
  return (
    <Panel
      title={a.comments}
      span={6}
      aside={
        <Link to="/feedback" search={search} className="button small">
          {a.allComments}
        </Link>
      }
    >
      {written.length === 0 ? (
        <Empty>{a.noComments}</Empty>
      ) : (
        <ul className="lines">
          {written.map(({ feedbackId, comments, scores, analysis, occurredAt }) => (
            <li key={feedbackId}>
              <p className="note">
                <When at={occurredAt} /> · {scoreWords(scores)} <SentimentTag sentiment={analysis?.sentiment} />
              </p>
              <Link to="/feedback" search={{ ...search, open: feedbackId }} className="quiet">
                <bdi>{comments}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
