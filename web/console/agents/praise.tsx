import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import type { AgentDashboard } from '../../../shared/dashboard/dashboard.schema.ts';
import { dashboardRoutes } from '../../../shared/dashboard/dashboard.routes.ts';
import { praiseRoutes } from '../../../shared/praise/praise.routes.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextInput } from '../kit/fields.tsx';
import { Panel } from '../kit/page.tsx';
import { Person } from '../kit/people.tsx';
import { Empty, Problem } from '../kit/states.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { When } from '../kit/when.tsx';
import { may, me } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { agentTexts } from './texts/texts.ts';

const praises = api(praiseRoutes);
type Wall = NonNullable<AgentDashboard['praise']>;
type Item = Wall['items'][number];

/** What satisfied customers said of an agent. Who leads them pins, thanks and hides; agents may hide their own. */
export function Praise({ praise, agentId }: { praise: Wall; agentId: string }) {
  const a = agentTexts();
  const [hiding, setHiding] = useState<Item>();
  return (
    <Panel title={a.praise} span={6}>
      {praise.items.length === 0 ? (
        <Empty>{a.noPraise}</Empty>
      ) : (
        <ul className="lines">
          {praise.items.map((item) => (
            <One key={item.praise.praiseId} item={item} agentId={agentId} onHide={() => setHiding(item)} />
          ))}
        </ul>
      )}
      {hiding && <Hide item={hiding} onClose={() => setHiding(undefined)} />}
    </Panel>
  );
}

const useAct = () => useChange(praises.act, dashboardRoutes.resource);

function One({ item: { feedback, praise }, agentId, onHide }: { item: Item; agentId: string; onHide: () => void }) {
  const a = agentTexts();
  const act = useAct();
  const { feedbackId } = feedback;
  const leads = may('workflow:write');
  const own = me().agentId === agentId && may('workflow:own');
  const thanked = praise.thanked.some(({ by }) => by === me().userId);
  const said = { pin: a.pinned, unpin: a.unpinned, thank: a.thanked };
  const send = (action: keyof typeof said, back?: 'pin' | 'unpin'): void =>
    afterwards(
      act.mutateAsync({ params: { feedbackId }, body: { action } }),
      () => toast(said[action], back && { name: texts().undo, act: () => send(back) }),
      toastError,
    );
  return (
    <li className="stack">
      <p className="note">
        <When at={praise.occurredAt} /> {praise.pinned && <span className="tag">{a.pinned}</span>}
      </p>
      <p className="quote">
        <Link to="/feedback/$feedbackId" params={{ feedbackId }} className="quiet">
          <bdi lang={feedback.language}>{feedback.comments}</bdi>
        </Link>
      </p>
      {praise.thanked.length > 0 && (
        <p className="note">
          {a.thanksBy}{' '}
          {praise.thanked.map(({ by }, at) => (
            <span key={by}>
              {at > 0 && ', '}
              <Person id={by} />
            </span>
          ))}
        </p>
      )}
      {(leads || own) && (
        <div className="tags">
          {leads && !thanked && (
            <Button small disabled={act.isPending} onClick={() => send('thank')}>
              {a.thank}
            </Button>
          )}
          {leads && (
            <Button
              small
              disabled={act.isPending}
              onClick={() => (praise.pinned ? send('unpin', 'pin') : send('pin', 'unpin'))}
            >
              {praise.pinned ? a.unpin : a.pin}
            </Button>
          )}
          <Button small onClick={onHide}>
            {a.hide}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Managers say why, as the agent will read it. */
function Hide({ item: { feedback }, onClose }: { item: Item; onClose: () => void }) {
  const a = agentTexts();
  const t = texts();
  const act = useAct();
  const [reason, setReason] = useState('');
  const leads = may('workflow:write');
  const params = { feedbackId: feedback.feedbackId };
  const show = (): void => afterwards(act.mutateAsync({ params, body: { action: 'show' } }), () => {}, toastError);
  const hide = (): void =>
    afterwards(act.mutateAsync({ params, body: { action: 'hide', ...(leads && { reason: reason.trim() }) } }), () => {
      toast(a.hidden, { name: t.undo, act: show });
      onClose();
    });
  return (
    <Dialog title={a.hide} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          hide();
        }}
      >
        <p className="quote">
          <bdi>{feedback.comments}</bdi>
        </p>
        {leads && <TextInput label={a.whyHide} required maxLength={200} value={reason} onChange={setReason} />}
        {act.error && <Problem error={act.error} />}
        <div className="actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look="main" type="submit" disabled={act.isPending}>
            {a.hide}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
