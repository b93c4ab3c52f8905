import type { Board, BoardData } from '../../../shared/board/board.schema.ts';
import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import { layOut } from '../../report/lay-out.ts';
import { Empty } from '../kit/states.tsx';
import { Footing, Sections } from '../reports/laid-sections.tsx';
import { reportsTexts } from '../reports/texts/texts.ts';
import { me } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { nameOf } from '../texts/numbers.ts';
import { leadsOf } from './leads-of.ts';
import { boardTexts } from './texts/texts.ts';

/** Tiles are sections of a report, and are laid out as those are: the same figures, drawn once. */
const snapshotOf = (board: Board, data: BoardData): Snapshot =>
  ({
    schemaVersion: 1,
    run: { title: board.title, reportVersion: 0, trigger: 'hand', dueAt: data.asOf, asOf: data.asOf },
    company: { name: '', brand: {}, zone: me().timeZone },
    language: spoken(),
    paper: 'a4',
    period: data.period,
    filters: data.filters,
    sections: data.tiles,
    formulas: data.formulas,
    excluded: data.excluded,
  }) as unknown as Snapshot;

/** All tiles of a board; each number leads to what it counts. */
export function Tiles({ board, data }: { board: Board; data: BoardData }) {
  const b = boardTexts();
  const laid = layOut(snapshotOf(board, data));
  const tileOf = (id: string) => data.tiles.find(({ sectionId }) => sectionId === id);
  return (
    <div className="stack">
      {data.own && (
        <p className="banner">
          <bdi>{b.own(data.own.label)}</bdi>
        </p>
      )}
      {data.mixed && <p className="note">{laid.warnings.join(' ')}</p>}
      {laid.sections.length === 0 ? (
        <Empty>{b.noTilesYet}</Empty>
      ) : (
        <article className="laid">
          <Sections
            sections={laid.sections}
            panels
            leadsOf={(id) => {
              const tile = tileOf(id);
              return tile ? leadsOf(tile, data.period) : {};
            }}
            noteOf={(id) => (
              <OwnFilter filters={board.tiles.find(({ sectionId }) => sectionId === id)?.override?.filters} />
            )}
          />
          <Footing laid={laid} />
        </article>
      )}
    </div>
  );
}

/** A tile that is of other feedback than its board says so. */
function OwnFilter({ filters = {} }: { filters: Board['filters'] | undefined }) {
  const [[name, key] = []] = Object.entries(filters);
  return name && key ? (
    <p className="note">
      {reportsTexts().filters[name]}: <bdi>{nameOf(key)}</bdi>
    </p>
  ) : null;
}
