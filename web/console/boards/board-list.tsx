import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { boardRoutes } from '../../../shared/board/board.routes.ts';
import type { Board, CreateBoard } from '../../../shared/board/board.schema.ts';
import { api } from '../api/client.ts';
import { useChange, usePages } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { ListOf, type Pages } from '../kit/list-of.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Person } from '../kit/people.tsx';
import { Problem } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { newSection } from '../reports/sections.ts';
import { me } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { BoardMenu } from './board-menu.tsx';
import { Sharing } from './parts.tsx';
import { boardTexts } from './texts/texts.ts';

const boards = api(boardRoutes);
/** A company has at most 100. */
const MOST = 100;

/** Boards of one's own, and those that others have shared. */
export function BoardList() {
  const b = boardTexts();
  const pages = usePages(boards.list, { query: { limit: MOST } });
  const isOwn = ({ ownerId }: Board): boolean => ownerId === me().userId;
  const own = { ...pages, items: pages.items.filter(isOwn) };
  const others = { ...pages, items: pages.items.filter((board) => !isOwn(board)) };
  return (
    <Page title={b.title} about={b.about} aside={<NewBoard />}>
      <Panel title={b.ofMine}>
        <Boards caption={b.ofMine} pages={own} empty={b.noneOwn} />
      </Panel>
      <Panel title={b.others}>
        <Boards caption={b.others} pages={others} empty={b.noneOthers} />
      </Panel>
    </Page>
  );
}

function Boards({ caption, pages, empty }: { caption: string; pages: Pages<Board>; empty: string }) {
  const b = boardTexts();
  return (
    <ListOf
      caption={caption}
      pages={pages}
      empty={empty}
      height={120}
      keyOf={({ boardId }) => boardId}
      columns={[
        {
          name: b.name,
          cell: ({ boardId, title }) => (
            <Link to="/boards/$boardId" params={{ boardId }}>
              <bdi>{title}</bdi>
            </Link>
          ),
        },
        { name: b.owner, cell: ({ ownerId }) => <Person id={ownerId} /> },
        { name: b.sharing, cell: (board) => <Sharing board={board} /> },
        { name: b.changed, cell: ({ updatedAt }) => <When at={updatedAt} /> },
        { name: texts().more, cell: (board) => <BoardMenu board={board} /> },
      ]}
    />
  );
}

/** A new board begins with what most people want to see. */
const begin = (title: string): CreateBoard => ({
  title,
  sharing: 'private',
  roles: [],
  preset: 'last_28_days',
  compare: 'previous',
  filters: {},
  tiles: [newSection('kpi_row', [], ''), newSection('trend', [], '')],
});

function NewBoard() {
  const b = boardTexts();
  const navigate = useNavigate();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const create = useChange(boards.create);
  return (
    <div className="actions">
      {create.error && <Problem error={create.error} />}
      <Button
        look="main"
        disabled={create.isPending}
        onClick={() =>
          create.mutate(
            { body: begin(b.newTitle), idempotencyKey },
            { onSuccess: ({ boardId }) => void navigate({ to: '/boards/$boardId/edit', params: { boardId } }) },
          )
        }
      >
        {b.create}
      </Button>
    </div>
  );
}
