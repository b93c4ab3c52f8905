import { Link, useNavigate } from '@tanstack/react-router';
import { auditRoutes } from '../../../../shared/audit/audit.routes.ts';
import type { AuditEntry } from '../../../../shared/audit/audit.schema.ts';
import { formatPeriod } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { usePages } from '../../api/use.ts';
import { Pick } from '../../kit/fields.tsx';
import { ListOf } from '../../kit/list-of.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { Typed } from '../../kit/typed.tsx';
import { exact, When } from '../../kit/when.tsx';
import { textsIn } from '../../search.ts';
import { spoken } from '../../texts/console.ts';
import { auditRoute } from '../settings.route.ts';
import { settingsTexts } from '../texts/texts.ts';
import { actionWords, monthsUntil, placeOf } from './entry.ts';
import { auditTexts } from './texts/texts.ts';

const audit = api(auditRoutes);
const MONTHS = 24;
type Search = { month?: string; actorId?: string; recordId?: string };

/** Who did what to which record. */
export function Audit() {
  const a = auditTexts();
  const search = auditRoute.useSearch();
  const pages = usePages(audit.list, { query: search });
  return (
    <Page title={settingsTexts().names.audit} about={a.about}>
      <Filters search={search} />
      <Panel title={settingsTexts().names.audit}>
        <ListOf
          caption={settingsTexts().names.audit}
          pages={pages}
          filtered={Object.keys(search).length > 0}
          clear="/settings/audit"
          empty={a.none}
          keyOf={({ recordId, version, at, action }) => `${recordId} ${version} ${at} ${action}`}
          columns={[
            {
              name: a.what,
              cell: ({ action, changedKeys }) => (
                <>
                  {actionWords(action)}
                  <p className="note">
                    <bdi>{changedKeys.join(', ')}</bdi>
                  </p>
                </>
              ),
            },
            { name: a.which, cell: ({ recordId }) => <Which recordId={recordId} search={search} /> },
            { name: a.who, cell: ({ actor }) => <Who actor={actor} search={search} /> },
            {
              name: a.when,
              cell: ({ at }) => (
                <>
                  <When at={at} />
                  <p className="note">{exact(at)}</p>
                </>
              ),
            },
          ]}
        />
      </Panel>
    </Page>
  );
}

function Filters({ search }: { search: Search }) {
  const a = auditTexts();
  const navigate = useNavigate();
  const set = (change: Search): void =>
    void navigate({
      to: '/settings/audit',
      search: textsIn({ ...search, ...change }, ['month', 'actorId', 'recordId']),
      replace: true,
    });
  const now = new Date().toISOString().slice(0, 7);
  return (
    <div className="filters">
      <Pick
        label={a.month}
        labelHidden
        // Without a month, the list of one record is that of all months, and any other that of the current one.
        value={search.month ?? (search.recordId === undefined ? now : '')}
        choices={[
          ...(search.recordId === undefined ? [] : [{ value: '', name: `${a.month}: –` }]),
          ...monthsUntil(now, MONTHS).map((month) => ({ value: month, name: formatPeriod(spoken(), month) })),
        ]}
        onChange={(month) => set({ month })}
      />
      <Typed label={a.actor} words={search.actorId ?? ''} onChange={(actorId) => set({ actorId })} />
      <Typed label={a.record} words={search.recordId ?? ''} onChange={(recordId) => set({ recordId })} />
    </div>
  );
}

/** The record where the console has a screen of it, and all that happened to it. */
function Which({ recordId, search }: { recordId: string; search: Search }) {
  const { history } = auditTexts();
  const place = placeOf(recordId);
  return (
    <>
      {place === undefined ? (
        <bdi className="note">{recordId}</bdi>
      ) : (
        <Link to={place.to} search={place.search as never} className="small-link">
          <bdi>{recordId}</bdi>
        </Link>
      )}
      {search.recordId !== recordId && (
        <div>
          <Link
            to="/settings/audit"
            search={{ recordId }}
            className="small-link"
            aria-label={`${history}: ${recordId}`}
          >
            {history}
          </Link>
        </div>
      )}
    </>
  );
}

function Who({ actor, search }: { actor: AuditEntry['actor']; search: Search }) {
  const a = auditTexts();
  return (
    <>
      {search.actorId === actor.id ? (
        <bdi>{actor.id}</bdi>
      ) : (
        <Link
          to="/settings/audit"
          search={{ ...search, actorId: actor.id }}
          aria-label={a.only(actor.id)}
          className="small-link"
        >
          <bdi>{actor.id}</bdi>
        </Link>
      )}
      <p className="note">{a.kinds[actor.kind]}</p>
    </>
  );
}
