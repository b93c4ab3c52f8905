import { useState } from 'react';
import { calendarLinkRoutes } from '../../../../shared/calendar-link/calendar-link.routes.ts';
import type { CalendarLink as Link } from '../../../../shared/calendar-link/calendar-link.schema.ts';
import { ApiError } from '../../../../shared/http/client.ts';
import { api } from '../../api/client.ts';
import { afterwards, useChange, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { Copyable } from '../../kit/copy.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { DialogFoot } from '../../kit/dialog-foot.tsx';
import { Opener } from '../../kit/opener.tsx';
import { Panel } from '../../kit/page.tsx';
import { Loaded } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { exact } from '../../kit/when.tsx';
import { notificationTexts } from './texts/texts.ts';

const links = api(calendarLinkRoutes);
type Closing = { onClose: () => void };

/** The link by which whoever is signed in follows their calendar elsewhere; it is read and shown when they ask for it alone. */
export function CalendarLink() {
  const { calendar: c } = notificationTexts();
  return (
    <Panel title={c.title} about={c.about}>
      <div>
        <Opener label={c.open}>{(close) => <LinkDialog onClose={close} />}</Opener>
      </div>
    </Panel>
  );
}

type Step = 'renew' | 'end';

function LinkDialog({ onClose }: Closing) {
  const { calendar: c } = notificationTexts();
  const [step, setStep] = useState<Step>();
  const read = useRead(links.get, {});
  const isNone = read.error instanceof ApiError && read.error.status === 404;
  const back = (): void => setStep(undefined);
  if (step === 'renew') return <Renewal title={c.renewTitle} help={c.renewHelp} action={c.renew} onClose={back} />;
  if (step === 'end') return <Ending onClose={back} />;
  return (
    <Dialog title={c.open} onClose={onClose}>
      <p className="banner warn">{c.warn}</p>
      {isNone ? (
        <Making onClose={onClose} />
      ) : (
        <Loaded read={read} height={160}>
          {(link) => <Shown link={link} choose={setStep} />}
        </Loaded>
      )}
    </Dialog>
  );
}

function Shown({ link: { url, endsAt }, choose }: { link: Link; choose: (step: Step) => void }) {
  const { calendar: c } = notificationTexts();
  return (
    <div className="stack">
      {url !== undefined && <Copyable label={c.link} text={url} />}
      <p className="note">{c.works(exact(endsAt))}</p>
      <div className="actions">
        <Button look="danger" onClick={() => choose('end')}>
          {c.end}
        </Button>
        <Button onClick={() => choose('renew')}>{c.renew}</Button>
      </div>
    </div>
  );
}

/** Makes a link; of all tries of one form, one. */
function useRenewal(after: () => void) {
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const renew = useChange(links.renew);
  const act = (): void =>
    afterwards(renew.mutateAsync({ idempotencyKey }), () => {
      after();
      toast(notificationTexts().calendar.made);
    });
  return { act, pending: renew.isPending, error: renew.error };
}

/** Gives way to the link as soon as that is read. */
function Making({ onClose }: Closing) {
  const { calendar: c } = notificationTexts();
  const { act, ...foot } = useRenewal(() => undefined);
  return (
    <>
      <p className="muted">{c.none}</p>
      <DialogFoot {...foot} action={c.make} onAct={act} onClose={onClose} />
    </>
  );
}

function Renewal({ title, help, action, onClose }: Closing & { title: string; help: string; action: string }) {
  const { act, ...foot } = useRenewal(onClose);
  return (
    <Confirm {...foot} title={title} action={action} onConfirm={act} onClose={onClose}>
      {help}
    </Confirm>
  );
}

function Ending({ onClose }: Closing) {
  const { calendar: c } = notificationTexts();
  const revoke = useChange(links.revoke);
  const act = (): void =>
    afterwards(revoke.mutateAsync({}), () => {
      onClose();
      toast(c.ended);
    });
  return (
    <Confirm
      title={c.endTitle}
      action={c.end}
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={act}
      onClose={onClose}
    >
      {c.endHelp}
    </Confirm>
  );
}
