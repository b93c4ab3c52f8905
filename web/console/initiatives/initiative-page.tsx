import { Link } from '@tanstack/react-router';
import { type ComponentProps, useState } from 'react';
import type { Initiative } from '../../../shared/initiative/initiative.schema.ts';
import { initiativeRoutes as contract } from '../../../shared/initiative/initiative.routes.ts';
import { formatPeriod } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Facts } from '../kit/facts.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Person } from '../kit/people.tsx';
import { Problem, Skeleton } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken, texts } from '../texts/console.ts';
import { InitiativeEffect } from './initiative-effect.tsx';
import { EditDialog, RemoveDialog } from './initiative-dialogs.tsx';
import { initiativeRoutes, statuses } from './initiatives.route.ts';
import { Mails } from './mails.tsx';
import type { Status } from './stages.ts';
import { StatusDialog } from './status-dialog.tsx';
import { initiativeTexts } from './texts/texts.ts';

const initiatives = api(contract);
const [, screen] = initiativeRoutes;

/** One initiative: how far it is, who asked for it, who is told, and what it has changed. */
export function InitiativePage() {
  const { initiativeId } = screen.useParams();
  const read = useRead(initiatives.get, { params: { initiativeId } });
  const initiative = read.data;
  return (
    <Page
      title={initiative?.title ?? initiativeTexts().one}
      about={<Link to="/initiatives">{initiativeTexts().title}</Link>}
    >
      {initiative ? (
        <>
          {read.error && <Problem error={read.error} again={() => void read.refetch()} />}
          <Head initiative={initiative} />
          <Mails initiative={initiative} />
          <InitiativeEffect initiative={initiative} />
        </>
      ) : read.error ? (
        <Problem error={read.error} again={() => void read.refetch()} />
      ) : (
        <Skeleton height={420} />
      )}
    </Page>
  );
}

function Head({ initiative }: { initiative: Initiative }) {
  const i = initiativeTexts();
  const [open, setOpen] = useState<Status | 'edit' | 'remove'>();
  const close = (): void => setOpen(undefined);
  const {
    initiativeId,
    status,
    ownerId,
    voices = 0,
    linked = 0,
    themes,
    targetOn,
    startedAt,
    shippedAt,
    reason,
  } = initiative;
  const facts: ComponentProps<typeof Facts>['facts'] = [
    [
      i.status,
      <span key="status" className="tag">
        {i.statuses[status]}
      </span>,
    ],
    [
      i.askedFor,
      <Link key="voices" to="/feedback" search={{ initiativeId }}>
        {i.people(voices)}, {texts().records(linked)}
      </Link>,
    ],
    [i.owner, ownerId && <Person key="owner" id={ownerId} />],
    [i.targetOn, targetOn && formatPeriod(spoken(), targetOn)],
    [i.themes, themes.length > 0 && <bdi key="themes">{themes.join(', ')}</bdi>],
    [i.started, startedAt && <When key="started" at={startedAt} />],
    [i.shipped, shippedAt && <When key="shipped" at={shippedAt} />],
    [i.reason, reason && <bdi key="reason">{reason}</bdi>],
  ];
  return (
    <Panel title={i.state}>
      <Facts facts={facts} />
      {may('workflow:write') && (
        <div className="tags">
          {statuses
            .filter((one) => one !== status)
            .map((one) => (
              <Button small key={one} onClick={() => setOpen(one)}>
                {i.setTo(i.statuses[one])}
              </Button>
            ))}
          <Button small onClick={() => setOpen('edit')}>
            {texts().edit}
          </Button>
          <Button small look="danger" onClick={() => setOpen('remove')}>
            {i.remove}
          </Button>
        </div>
      )}
      {open === 'edit' && <EditDialog initiative={initiative} onClose={close} />}
      {open === 'remove' && <RemoveDialog initiative={initiative} onClose={close} />}
      {open !== undefined && open !== 'edit' && open !== 'remove' && (
        <StatusDialog initiative={initiative} to={open} onClose={close} />
      )}
    </Panel>
  );
}
