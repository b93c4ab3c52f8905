import { Link, useNavigate } from '@tanstack/react-router';
import type { DataRequest } from '../../../../shared/privacy/data-request.schema.ts';
import { privacyRoutes } from '../../../../shared/privacy/privacy.routes.ts';
import { api } from '../../api/client.ts';
import { usePages } from '../../api/use.ts';
import { choicesOf, FilterPick, Pick } from '../../kit/fields.tsx';
import { ListOf } from '../../kit/list-of.tsx';
import { Opener } from '../../kit/opener.tsx';
import { Panel } from '../../kit/page.tsx';
import { When } from '../../kit/when.tsx';
import { privacyRoute, type RequestSearch } from '../settings.route.ts';
import { NewRequest } from './new-request.tsx';
import { privacyTexts } from './texts/texts.ts';

const privacy = api(privacyRoutes);

/** Nothing more is to be done about it. */
export const hasEnded = ({ status }: Pick<DataRequest, 'status'>): boolean =>
  status === 'completed' || status === 'rejected';

/** By when a request is to be answered; `late` where that is over and it is still open. */
export function AnswerBy({ request }: { request: DataRequest }) {
  const isLate = !hasEnded(request) && Date.parse(request.dueAt) < Date.now();
  return (
    <>
      <When at={request.dueAt} /> {isLate && <span className="tag error">{privacyTexts().late}</span>}
    </>
  );
}

/** Whom a request is about, by the name that says most. */
const subjectOf = ({ subject: { email, phone, customerId } }: DataRequest): string =>
  email ?? phone ?? customerId ?? '';

/** What people ask for concerning their own data, and until when they must be answered. */
export function Requests() {
  const p = privacyTexts();
  const navigate = useNavigate();
  const { email: _, ...query } = privacyRoute.useSearch();
  const pages = usePages(privacy.list, { query });
  return (
    <Panel title={p.requests} about={p.requestsAbout}>
      <div className="filters">
        <Filters search={query} />
        <Opener label={p.create}>{(close) => <NewRequest onClose={close} />}</Opener>
      </div>
      <ListOf
        caption={p.requests}
        pages={pages}
        empty={p.noRequests}
        filtered={Object.keys(query).length > 0}
        clear="/settings/privacy"
        keyOf={({ requestId }) => requestId}
        onOpen={({ requestId }) =>
          void navigate({ to: '/settings/privacy/requests/$requestId', params: { requestId } })
        }
        columns={[
          {
            name: p.wants,
            cell: ({ requestId, type }) => (
              <Link to="/settings/privacy/requests/$requestId" params={{ requestId }} className="quiet name-link">
                {p.types[type]}
              </Link>
            ),
          },
          { name: p.person, cell: (request) => <bdi>{subjectOf(request)}</bdi> },
          { name: p.status, cell: ({ status }) => <span className="tag">{p.statuses[status]}</span> },
          { name: p.asked, cell: ({ receivedAt }) => <When at={receivedAt} /> },
          { name: p.answerBy, cell: (request) => <AnswerBy request={request} /> },
        ]}
      />
    </Panel>
  );
}

function Filters({ search }: { search: RequestSearch }) {
  const p = privacyTexts();
  const navigate = useNavigate();
  const set = (change: Partial<Record<keyof RequestSearch, string | undefined>>): void =>
    void navigate({ to: '/settings/privacy', search: { ...search, ...change } as RequestSearch, replace: true });
  const pick = (name: keyof RequestSearch, label: string, names: Readonly<Record<string, string>>) => (
    <FilterPick
      label={label}
      value={search[name]}
      choices={choicesOf<string>(names)}
      onChange={(value) => set({ [name]: value })}
    />
  );
  return (
    <>
      {pick('type', p.wants, p.types)}
      {pick('status', p.status, p.statuses)}
      {pick('overdue', p.answerBy, { true: p.late })}
    </>
  );
}
