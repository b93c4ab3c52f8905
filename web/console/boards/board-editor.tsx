import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { boardRoutes } from '../../../shared/board/board.routes.ts';
import type { Board } from '../../../shared/board/board.schema.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Page } from '../kit/page.tsx';
import { Empty, Loaded, Problem, Skeleton } from '../kit/states.tsx';
import { Blocks } from '../reports/blocks.tsx';
import { FaultList } from '../reports/fault-list.tsx';
import { spoken } from '../texts/console.ts';
import { BoardConflict } from './board-conflict.tsx';
import { BoardForm } from './board-form.tsx';
import { BoardMenu } from './board-menu.tsx';
import { editBoardRoute } from './boards.route.ts';
import { faultsOfBoard } from './faults.ts';
import { mayChange } from './parts.tsx';
import { boardTexts } from './texts/texts.ts';
import { useAutosave } from './use-autosave.ts';

const boards = api(boardRoutes);
/** How it looks comes after what can be done with it. */
const Tiles = lazy(() => import('./tiles.tsx').then((module) => ({ default: module.Tiles })));

/** A board as it is being arranged. */
export function BoardEditor() {
  const params = editBoardRoute.useParams();
  const read = useRead(boards.get, { params });
  const board = read.data;
  if (board && mayChange(board)) return <Editing key={board.boardId} board={board} />;
  return (
    <Page title={board?.title ?? boardTexts().name}>
      {board ? (
        <Empty action={<BoardMenu board={board} />}>{boardTexts().notYours}</Empty>
      ) : (
        <Loaded read={read} height={640}>
          {() => null}
        </Loaded>
      )}
    </Page>
  );
}

function Editing({ board }: { board: Board }) {
  const b = boardTexts();
  const { body, change, state, error, again, meeting, settle, later } = useAutosave(board);
  const { boardId } = board;
  const data = useRead(boards.data, { params: { boardId }, query: { language: spoken() } });
  const faults = error instanceof ApiError && error.status === 400 ? faultsOfBoard(error) : [];
  return (
    // Not as it is being typed: a new name takes the focus.
    <Page
      title={board.title}
      about={<span role="status">{b.states[state]}</span>}
      aside={
        <div className="actions">
          <BoardMenu board={board} />
          <Link to="/boards/$boardId" params={{ boardId }} className="button main-button">
            {b.done}
          </Link>
        </div>
      }
    >
      {faults.length > 0 ? (
        <FaultList faults={faults} sections={body.tiles} />
      ) : (
        error !== undefined && <Problem error={error} again={again} />
      )}
      <Blocks sections={body.tiles} faults={faults} inherited={b.asBoard} onChange={(tiles) => change({ tiles })}>
        <section className="builder-page" aria-label={b.page}>
          <Loaded read={data} height={520}>
            {(shown) => (
              <Suspense fallback={<Skeleton height={520} />}>
                <Tiles board={board} data={shown} />
              </Suspense>
            )}
          </Loaded>
        </section>
      </Blocks>
      <div className="grid">
        <BoardForm body={body} faults={faults} onChange={change} />
      </div>
      {meeting && <BoardConflict {...meeting} onChosen={settle} onClose={later} />}
    </Page>
  );
}
