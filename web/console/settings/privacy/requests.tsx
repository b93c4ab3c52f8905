import { Link } from '@tanstack/react-router';
import { surveyRoutes } from '../../../../shared/survey/survey.routes.ts';
import { api } from '../../api/client.ts';
import { usePages } from '../../api/use.ts';
import { ListOf } from '../../kit/list-of.tsx';
import { Panel } from '../../kit/page.tsx';
import { When } from '../../kit/when.tsx';
import { answerBy } from './answer-by.ts';
import { privacyTexts } from './texts/texts.ts';

const surveys = api(surveyRoutes);

/** Who has asked to be forgotten, and until when they must be answered. */
export function Requests() {
  const p = privacyTexts();
  const pages = usePages(surveys.erasureRequests, { query: {} });
  return (
    <Panel title={p.requests} about={p.requestsAbout}>
      <ListOf
        caption={p.requests}
        pages={pages}
        empty={p.noRequests}
        keyOf={({ reference }) => reference}
        columns={[
          { name: p.reference, cell: ({ reference }) => <bdi className="note">{reference}</bdi> },
          {
            name: p.person,
            cell: ({ email, customerId }) => (
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
          { name: p.asked, cell: ({ at }) => <When at={at} /> },
          {
            name: p.answerBy,
            cell: ({ at }) => (
              <>
                <When at={answerBy(at)} />{' '}
                {Date.parse(answerBy(at)) < Date.now() && <span className="tag error">{p.late}</span>}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}
