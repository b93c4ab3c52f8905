import { Link } from '@tanstack/react-router';
import type { Alert } from '../../../shared/alert/alert.schema.ts';
import { Person } from '../kit/people.tsx';
import { DataTable } from '../kit/table.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import type { AlertSearch } from './alerts.route.ts';
import { nameOfAlert, SeverityTag } from './parts.tsx';
import { alertTexts } from './texts/texts.ts';

type Props = {
  items: Alert[];
  search: AlertSearch;
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
  onOpen: (alertId: string) => void;
};

export function AlertTable({ items, search, chosen, onChosen, onOpen }: Props) {
  const a = alertTexts();
  const toggle = (alertId: string, on: boolean): void => {
    const others = [...chosen].filter((one) => one !== alertId);
    onChosen(new Set(on ? [...others, alertId] : others));
  };
  const choose = {
    name: a.choose,
    cell: (alert: Alert) => (
      <label className="check">
        <input
          type="checkbox"
          aria-label={`${a.choose}: ${nameOfAlert(alert)}`}
          checked={chosen.has(alert.alertId)}
          onChange={(event) => toggle(alert.alertId, event.target.checked)}
        />
      </label>
    ),
  };
  return (
    <DataTable
      caption={a.title}
      rows={items}
      keyOf={({ alertId }) => alertId}
      openKey={search.open}
      onOpen={({ alertId }) => onOpen(alertId)}
      columns={[
        ...(may('alerts:write') ? [choose] : []),
        {
          name: a.rule,
          cell: (alert) => (
            <>
              <Link to="/alerts" search={{ ...search, open: alert.alertId }} className="quiet name-link">
                <bdi>{nameOfAlert(alert)}</bdi>
              </Link>
              <p className="note">
                {alert.subject.metric ? <bdi>{alert.subject.metric.sentence}</bdi> : a.times(alert.count)}
                {alert.key === 'storm' && ` · ${a.storm}`}
              </p>
            </>
          ),
        },
        { name: a.severity, cell: ({ severity }) => <SeverityTag severity={severity} /> },
        { name: a.opened, cell: ({ openedAt }) => <When at={openedAt} /> },
        { name: a.last, cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
        {
          name: a.owner,
          cell: ({ ownerId, snoozedUntil }) => (
            <>
              {ownerId ? <Person id={ownerId} /> : <span className="muted">{a.nobody}</span>}
              {snoozedUntil && Date.parse(snoozedUntil) > Date.now() && (
                <p className="note">
                  {a.snoozed} <When at={snoozedUntil} />
                </p>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
