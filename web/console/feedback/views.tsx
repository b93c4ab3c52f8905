import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { viewRoutes } from '../../../shared/view/view.routes.ts';
import type { View } from '../../../shared/view/view.schema.ts';
import { api } from '../api/client.ts';
import { readAgain, useRead } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Icon } from '../kit/icon.tsx';
import { Menu, type MenuPart } from '../kit/menu.tsx';
import { flagField, textField } from '../kit/record-fields.tsx';
import { RecordForm } from '../kit/record-form.tsx';
import { Removal } from '../kit/removal.tsx';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { may, me } from '../session/me.ts';
import type { FeedbackSearch } from './feedback.route.ts';
import { filterOf, offered } from './saved-views.ts';
import { feedbackTexts } from './texts/texts.ts';

const views = api(viewRoutes);
const MOST = 200;

/** Filters under a name: one is chosen, what the list shows is kept, and a view of one's own is changed or deleted. */
export function Views({ search }: { search: FeedbackSearch }) {
  const f = feedbackTexts();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'save' | 'change' | 'delete'>();
  const read = useRead(views.list, { query: { resource: 'feedback', limit: MOST } });
  const filter = filterOf(search);
  const { own, shared, current } = offered(read.data?.items ?? [], me().userId, filter);
  const entryOf = (view: View) => ({
    id: view.viewId as string,
    name: view.name,
    chosen: view === current,
    act: () => void navigate({ to: '/feedback', search: view.filter }),
  });
  const act = (id: 'save' | 'change' | 'delete', name: string) => ({ id, name, act: () => setAsked(id) });
  const mine = current && (current.ownerId === me().userId || me().roles.includes('admin'));
  const parts: MenuPart[] = [
    { title: f.ownViews, entries: own.map(entryOf) },
    { title: f.sharedViews, entries: shared.map(entryOf) },
    {
      entries: [
        ...(current === undefined ? [act('save', f.saveView)] : []),
        ...(mine ? [act('change', changeWords(current)), act('delete', f.deleteView(current.name))] : []),
      ],
    },
  ];
  const close = (): void => setAsked(undefined);
  return (
    <>
      <Menu
        label={current ? `${f.views}: ${current.name}` : f.views}
        parts={parts.filter(({ entries }) => entries.length > 0)}
      >
        <bdi>{current?.name ?? f.views}</bdi> <Icon name="down" />
      </Menu>
      {read.error && <Problem error={read.error} again={() => void read.refetch()} />}
      {asked === 'save' && <ViewDialog filter={filter} onClose={close} />}
      {asked === 'change' && current && <ViewDialog view={current} onClose={close} />}
      {asked === 'delete' && current && <DeleteView view={current} onClose={close} />}
    </>
  );
}

const changeWords = ({ name }: View): string =>
  may('reports:write') ? feedbackTexts().changeView(name) : feedbackTexts().renameView(name);

type DialogProps = { view?: View; filter?: Record<string, string>; onClose: () => void };

function ViewDialog({ view, filter = {}, onClose }: DialogProps) {
  const f = feedbackTexts();
  const begin: { name: string; shared: boolean; version?: number } = view ?? { name: '', shared: false };
  const params = view && { viewId: view.viewId };
  return (
    <Dialog title={view ? changeWords(view) : f.saveView} onClose={onClose}>
      <RecordForm
        draft={`view.${view?.viewId ?? 'new'}`}
        record={begin}
        fields={[
          textField('name', f.viewName, { maxLength: 80, required: true, wide: true }),
          ...(may('reports:write') ? [flagField('shared', f.shareView, { wide: true })] : []),
        ]}
        save={({ whole: { name, shared }, changes, ifMatch, idempotencyKey }) =>
          params
            ? views.edit({ params, body: changes, ...(ifMatch && { ifMatch }) })
            : views.create({ body: { resource: 'feedback', name, shared, filter }, idempotencyKey })
        }
        {...(params && { read: () => views.get({ params }) })}
        onSaved={() => {
          void readAgain(viewRoutes.resource);
          onClose();
          toast(f.viewKept);
        }}
        onCancel={onClose}
      />
    </Dialog>
  );
}

function DeleteView({ view, onClose }: { view: View; onClose: () => void }) {
  const f = feedbackTexts();
  return (
    <Removal
      title={f.deleteView(view.name)}
      action={f.deleteView(view.name)}
      remove={() => views.remove({ params: { viewId: view.viewId }, ifMatch: view.version })}
      away={() => {
        onClose();
        toast(f.viewDeleted);
      }}
      touches={[viewRoutes.resource]}
      onClose={onClose}
    >
      {view.shared ? f.deleteViewAsk : f.deleteOwnViewAsk}
    </Removal>
  );
}
