import { Link, useNavigate } from '@tanstack/react-router';
import { boardRoutes } from '../../../shared/board/board.routes.ts';
import type { Board, BoardData } from '../../../shared/board/board.schema.ts';
import { formatDays } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Page } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { periodName } from '../reports/names.ts';
import { spanOf } from '../reports/period.ts';
import { PeriodPick } from '../reports/period-pick.tsx';
import { spoken, texts } from '../texts/console.ts';
import { BoardMenu } from './board-menu.tsx';
import { boardRoute } from './boards.route.ts';
import { mayChange } from './parts.tsx';
import { Tiles } from './tiles.tsx';
import { boardTexts } from './texts/texts.ts';
import '../style/columns.css';
import '../style/reports.css';

const boards = api(boardRoutes);

/** A board with its numbers; the address says of which days. */
export function BoardPage() {
  const b = boardTexts();
  const params = boardRoute.useParams();
  const search = boardRoute.useSearch();
  const read = useRead(boards.get, { params });
  const board = read.data;
  const data = useRead(boards.data, { params, query: { ...search, language: spoken() } });
  return (
    <Page
      title={board?.title ?? b.name}
      about={data.data && aboutOf(data.data)}
      aside={board && <Aside board={board} />}
    >
      <Loaded read={board ? data : { ...data, data: undefined, error: read.error ?? data.error }} height={640}>
        {(shown) => board && <Tiles board={board} data={shown} />}
      </Loaded>
    </Page>
  );
}

const aboutOf = ({ period, filters, asOf }: BoardData): string =>
  [
    formatDays(spoken(), period.from, period.to),
    ...filters.flatMap(({ keys }) => keys.map(({ label }) => label)),
    texts().asOf(exact(asOf)),
  ].join(' · ');

function Aside({ board }: { board: Board }) {
  const b = boardTexts();
  const { boardId } = board;
  const search = boardRoute.useSearch();
  const navigate = useNavigate();
  const show = (period: string): void => {
    const span = spanOf(period);
    const chosen = span.form === 'days' ? { from: span.from, to: span.to } : { preset: period };
    const next = period === '' ? {} : chosen;
    void navigate({ to: '/boards/$boardId', params: { boardId }, search: next, replace: true });
  };
  const { from, to, preset = '' } = search;
  return (
    <div className="filters">
      <PeriodPick
        label={texts().period}
        labelHidden
        value={from && to ? `${from}..${to}` : preset}
        inherit={b.ofBoard(periodName(board.preset))}
        error={undefined}
        onChange={show}
      />
      {mayChange(board) && (
        <Link to="/boards/$boardId/edit" params={{ boardId }} className="button">
          {texts().edit}
        </Link>
      )}
      <BoardMenu board={board} />
    </div>
  );
}
