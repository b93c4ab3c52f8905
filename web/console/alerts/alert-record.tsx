import { type ComponentProps, useState } from 'react';
import { alertRoutes } from '../../../shared/alert/alert.routes.ts';
import type { Alert, AlertDetail } from '../../../shared/alert/alert.schema.ts';
import type * as z from 'zod';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Facts } from '../kit/facts.tsx';
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
  const { snoozedUntil, escalatesAt, reason } = alert;
  const lines: ComponentProps<typeof Facts>['facts'] = [
    [a.opened, <When key="at" at={openedAt} />],
    [a.last, <When key="at" at={lastSeenAt} />],
    [a.count, a.times(count)],
    [a.owner, ownerId ? <Person key="who" id={ownerId} /> : <span className="muted">{a.nobody}</span>],
    [a.states.acknowledged, ackAt && ackBy && <Who key="who" id={ackBy.id} at={ackAt} />],
    [a.snoozed, snoozedUntil && <When key="at" at={snoozedUntil} />],
    [a.escalates, escalatesAt && <When key="at" at={escalatesAt} />],
    [
      resolution ? a.resolutions[resolution] : '',
      resolvedAt && resolution && resolvedBy && <Who key="who" id={resolvedBy.id} at={resolvedAt} />,
    ],
    [a.states.auto_resolved, reason && a.reasons[reason]],
  ];
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
      <Facts facts={lines} />
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
  if (isClosed(alert) || alert.status === 'suppressed' || !may('alerts:write', 'alerts:own')) return null;
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
