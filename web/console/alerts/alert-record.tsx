import { useState } from 'react';
import { alertRoutes } from '../../../shared/alert/alert.routes.ts';
import type { Alert, AlertDetail } from '../../../shared/alert/alert.schema.ts';
import type * as z from 'zod';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Person } from '../kit/people.tsx';
import { Loaded } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { type Act, ActDialog } from './act-dialog.tsx';
import { AlertComments } from './alert-comments.tsx';
import { isClosed, nameOfAlert, SeverityTag } from './parts.tsx';
import { SetOff } from './set-off.tsx';
import { alertTexts } from './texts/texts.ts';

const alerts = api(alertRoutes);
export type Detail = z.output<typeof AlertDetail>;

/** One alert: what set it off, who deals with it, what was said, whom it was told to. */
export function AlertRecord({ alertId }: { alertId: string }) {
  const read = useRead(alerts.get, { params: { alertId } });
  return (
    <Loaded read={read} height={420}>
      {(alert) => (
        <div className="stack record">
          <Head alert={alert} />
          <Actions alert={alert} />
          <SetOff alert={alert} />
          <AlertComments alert={alert} />
          <Told alert={alert} />
        </div>
      )}
    </Loaded>
  );
}

function Head({ alert }: { alert: Detail }) {
  const a = alertTexts();
  const { status, openedAt, lastSeenAt, count, ownerId, ackBy, ackAt, resolvedAt, resolvedBy, resolution } = alert;
  const lines: [string, React.ReactNode][] = [
    [a.opened, <When key="at" at={openedAt} />],
    [a.last, <When key="at" at={lastSeenAt} />],
    [a.count, a.times(count)],
    [a.owner, ownerId ? <Person key="who" id={ownerId} /> : <span className="muted">{a.nobody}</span>],
  ];
  if (ackAt && ackBy) lines.push([a.states.acknowledged, <Who key="who" id={ackBy.id} at={ackAt} />]);
  if (alert.snoozedUntil) lines.push([a.snoozed, <When key="at" at={alert.snoozedUntil} />]);
  if (alert.escalatesAt) lines.push([a.escalates, <When key="at" at={alert.escalatesAt} />]);
  if (resolvedAt && resolution && resolvedBy) {
    lines.push([a.resolutions[resolution], <Who key="who" id={resolvedBy.id} at={resolvedAt} />]);
  }
  if (alert.reason) lines.push([a.states.auto_resolved, a.reasons[alert.reason]]);
  return (
    <>
      <h3>
        <bdi>{nameOfAlert(alert)}</bdi>
      </h3>
      <p className="tags">
        <SeverityTag severity={alert.severity} />
        <span className="tag">{a.states[status]}</span>
        {alert.early && <span className="tag">{a.early}</span>}
      </p>
      <dl className="facts">
        {lines.map(([name, value]) => (
          <div className="fact" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {alert.note && (
        <p dir="auto" className="pre">
          {alert.note}
        </p>
      )}
    </>
  );
}

const Who = ({ id, at }: { id: string; at: string }) => (
  <>
    <Person id={id} /> · <When at={at} />
  </>
);

/** What whoever is signed in may do now; a closed alert never opens again. */
function Actions({ alert }: { alert: Alert }) {
  const a = alertTexts();
  const [act, setAct] = useState<Act>();
  const acts: Act[] = [
    ...(alert.status === 'open' ? (['acknowledge'] as const) : []),
    ...(may('alerts:write') ? (['assign', 'snooze'] as const) : []),
    'resolve',
  ];
  if (isClosed(alert) || alert.status === 'suppressed' || !(may('alerts:write') || may('alerts:own'))) return null;
  return (
    <div className="tags">
      {acts.map((one) => (
        <Button small key={one} look={one === 'resolve' ? 'main' : undefined} onClick={() => setAct(one)}>
          {a.acts[one]}
        </Button>
      ))}
      {act && (
        <ActDialog act={act} alerts={[alert]} onClose={() => setAct(undefined)} onDone={() => setAct(undefined)} />
      )}
    </div>
  );
}

function Told({ alert: { notified } }: { alert: Detail }) {
  const a = alertTexts();
  if (notified.length === 0) return null;
  return (
    <details>
      <summary>{a.told(notified.length)}</summary>
      <ul className="lines">
        {notified.map(({ userId, step, state, at }) => (
          <li key={`${step}${userId}`}>
            <Person id={userId} />: {a.noticeStates[state]}
            <p className="note">
              <When at={at} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
