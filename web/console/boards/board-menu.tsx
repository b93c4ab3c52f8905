import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { boardRoutes } from '../../../shared/board/board.routes.ts';
import type { Board } from '../../../shared/board/board.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Icon } from '../kit/icon.tsx';
import { Menu } from '../kit/menu.tsx';
import { Removal } from '../kit/removal.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { mayChange } from './parts.tsx';
import { boardTexts } from './texts/texts.ts';

const boards = api(boardRoutes);

/** What can be done with a board as a whole. */
export function BoardMenu({ board }: { board: Board }) {
  const b = boardTexts();
  const t = texts();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const copy = useChange(boards.copy);
  const params = { boardId: board.boardId };
  const copyIt = (): void =>
    copy.mutate(
      { params, idempotencyKey: crypto.randomUUID() },
      {
        onSuccess: ({ boardId }) => {
          toast(b.copied);
          void navigate({ to: '/boards/$boardId/edit', params: { boardId } });
        },
        onError: toastError,
      },
    );
  const entries = [
    { id: 'copy', name: b.copy, act: copyIt },
    ...(mayChange(board) ? [{ id: 'remove', name: b.remove, act: () => setAsking(true) }] : []),
  ];
  return (
    <>
      <Menu label={`${t.more}: ${board.title}`} parts={[{ entries }]}>
        <Icon name="more" />
      </Menu>
      {asking && (
        <Removal
          title={b.remove}
          action={t.remove}
          remove={() => boards.remove({ params, ifMatch: board.version })}
          away={async () => {
            setAsking(false);
            toast(b.removed);
            await navigate({ to: '/boards' });
          }}
          touches={[boardRoutes.resource]}
          onClose={() => setAsking(false)}
        >
          <p>{b.removeAsk}</p>
          <bdi>{board.title}</bdi>
        </Removal>
      )}
    </>
  );
}
