import { Link } from '@tanstack/react-router';
import { privacyRoutes } from '../../../../shared/privacy/privacy.routes.ts';
import { api } from '../../api/client.ts';
import { usePages } from '../../api/use.ts';
import { ListOf } from '../../kit/list-of.tsx';
import { Panel } from '../../kit/page.tsx';
import { When } from '../../kit/when.tsx';
import { privacyTexts } from './texts/texts.ts';

const privacy = api(privacyRoutes);

/** Who has asked to be forgotten and waits, and until when they must be answered. */
export function Requests() {
  const p = privacyTexts();
  const pages = usePages(privacy.list, { query: { type: 'erasure', status: 'verified' } });
  return (
    <Panel title={p.requests} about={p.requestsAbout}>
      <ListOf
        caption={p.requests}
        pages={pages}
        empty={p.noRequests}
        keyOf={({ requestId }) => requestId}
        columns={[
          { name: p.reference, cell: ({ requestId }) => <bdi className="note">{requestId}</bdi> },
          {
            name: p.person,
            cell: ({ subject: { email, customerId } }) => (
              <>
                {email && (
                  <Link to="/settings/privacy" search={{ email }} className="quiet">
                    <bdi>{email}</bdi>
                  </Link>
                )}{' '}
                {customerId && (
                  <Link to="/feedback" search={{ customerId }} aria-label={`${p.feedback}: ${customerId}`}>
                    <bdi>{customerId}</bdi>
                  </Link>
                )}
              </>
            ),
          },
          { name: p.asked, cell: ({ receivedAt }) => <When at={receivedAt} /> },
          {
            name: p.answerBy,
            cell: ({ dueAt }) => (
              <>
                <When at={dueAt} /> {Date.parse(dueAt) < Date.now() && <span className="tag error">{p.late}</span>}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}
