import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { alertRoutes } from '../../../shared/alert/alert.routes.ts';
import type { Alert } from '../../../shared/alert/alert.schema.ts';
import { api } from '../api/client.ts';
import { usePages, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Check, Pick } from '../kit/fields.tsx';
import { Paged } from '../kit/list-of.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { useRowKeys } from '../kit/row-keys.ts';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { type Act, ActDialog } from './act-dialog.tsx';
import { AlertRecord } from './alert-record.tsx';
import { AlertTable } from './alert-table.tsx';
import { type AlertSearch, alertsRoutes, severities, statuses } from './alerts.route.ts';
import { alertTexts } from './texts/texts.ts';

const alerts = api(alertRoutes);
const [screen] = alertsRoutes;
const WORK_MS = 30_000;

/** What needs somebody now, and who deals with it. */
export function Alerts() {
  const a = alertTexts();
  const search = screen.useSearch();
  const navigate = useNavigate();
  const set = (change: Partial<Record<keyof AlertSearch, string | undefined>>): void =>
    void navigate({
      to: '/alerts',
      search: { ...search, ...change } as AlertSearch,
      replace: change.open === undefined || search.open !== undefined,
    });
  return (
    <Page
      title={a.title}
      about={<Counts />}
      aside={
        may('alerts:read') && (
          <Link to="/alerts/rules" className="button">
            {a.rules}
          </Link>
        )
      }
    >
      <Filters search={search} set={set} />
      <List key={JSON.stringify({ ...search, open: undefined })} search={search} set={set} />
      {search.open !== undefined && (
        <Dialog side title={a.one} onClose={() => set({ open: undefined })}>
          <AlertRecord key={search.open} alertId={search.open} />
        </Dialog>
      )}
    </Page>
  );
}

function Counts() {
  const a = alertTexts();
  const { data } = useRead(alerts.list, { query: { limit: 1 } }, { refetchInterval: WORK_MS });
  if (!data) return null;
  const { open, acknowledged } = data.counts;
  const sum = (of: typeof open): number => of.critical + of.warning + of.info;
  return (
    <span>{[a.countOpen(sum(open)), a.countCritical(open.critical), a.countAck(sum(acknowledged))].join(' · ')}</span>
  );
}

type Props = {
  search: AlertSearch;
  set: (change: Partial<Record<keyof AlertSearch, string | undefined>>) => void;
};

function Filters({ search, set }: Props) {
  const a = alertTexts();
  const { all } = texts();
  return (
    <div className="filters">
      <Pick
        label={a.state}
        labelHidden
        value={search.status ?? 'open'}
        choices={statuses.map((value) => ({ value, name: `${a.state}: ${a.states[value]}` }))}
        onChange={(status) => set({ status: status === 'open' ? undefined : status })}
      />
      <Pick
        label={a.severity}
        labelHidden
        value={search.severity ?? ''}
        choices={[
          { value: '', name: `${a.severity}: ${all}` },
          ...severities.map((value) => ({ value, name: a.severities[value] })),
        ]}
        onChange={(severity) => set({ severity: severity || undefined })}
      />
      <Check
        label={a.mine}
        checked={search.mine === 'true'}
        onChange={(on) => set({ mine: on ? 'true' : undefined })}
      />
      {search.ruleId && (
        <Button small aria-label={`${texts().remove}: ${a.rule}`} onClick={() => set({ ruleId: undefined })}>
          {a.ofOneRule} ✕
        </Button>
      )}
    </div>
  );
}

function List({ search, set }: Props) {
  const a = alertTexts();
  const { open: opened, ...filters } = search;
  const query = { status: 'open' as const, ...filters };
  const pages = usePages(alerts.list, { query }, { refetchInterval: WORK_MS });
  const { items } = pages;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const open = (alertId: string | undefined): void => set({ open: alertId });
  useRowKeys({ keys: items.map(({ alertId }) => alertId), at: opened, open });
  return (
    <Panel title={a.title}>
      <Paged pages={pages} empty={a.noneOpen} filtered={Object.keys(filters).length > 0} clear="/alerts" height={480}>
        {(shown) => (
          <>
            {may('alerts:write') && <Bulk items={shown} chosen={chosen} onChosen={setChosen} />}
            <AlertTable items={shown} search={search} chosen={chosen} onChosen={setChosen} onOpen={open} />
          </>
        )}
      </Paged>
    </Panel>
  );
}

type BulkProps = { items: Alert[]; chosen: ReadonlySet<string>; onChosen: (chosen: ReadonlySet<string>) => void };
const MOST = 200;

/** What can be done with many at once. */
function Bulk({ items, chosen, onChosen }: BulkProps) {
  const a = alertTexts();
  const [act, setAct] = useState<Act>();
  const of = items.filter(({ alertId }) => chosen.has(alertId)).slice(0, MOST);
  const everything = new Set(items.slice(0, MOST).map(({ alertId }) => alertId));
  return (
    <div className="tags" role="group" aria-label={a.many}>
      <Button small onClick={() => onChosen(of.length === everything.size ? new Set() : everything)}>
        {of.length === everything.size ? a.chooseNone : a.chooseAll}
      </Button>
      {of.length > 0 && (
        <>
          <span role="status">{a.chosen(of.length)}</span>
          {(['acknowledge', 'assign', 'snooze', 'resolve'] as const).map((one) => (
            <Button small key={one} onClick={() => setAct(one)}>
              {a.acts[one]}
            </Button>
          ))}
        </>
      )}
      {act && (
        <ActDialog
          act={act}
          alerts={of}
          onClose={() => setAct(undefined)}
          onDone={() => {
            setAct(undefined);
            onChosen(new Set());
          }}
        />
      )}
    </div>
  );
}
