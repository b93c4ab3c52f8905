import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { Icon } from '../kit/icon.tsx';
import { Menu } from '../kit/menu.tsx';
import { Person } from '../kit/people.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { may, me } from '../session/me.ts';
import type { FollowUpSearch } from './follow-ups.route.ts';
import { type Card, movesOf, type Status } from './moves.ts';
import { aboutOf, Due, Urgency } from './parts.tsx';
import { type Moving, MoveStep } from './move-step.tsx';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);
const WORK_MS = 30_000;
const moves = (card: Card) =>
  may('workflow:own') ? movesOf(card, { userId: me().userId, writes: may('workflow:write') }) : [];

type Props = { search: FollowUpSearch; open: (followUpId: string) => void };

/** A column for each status. A card is dragged at its handle, or moved by its menu, which the keyboard reaches as well. */
export function FollowUpBoard({ search, open }: Props) {
  const { assignedTo } = search;
  const read = useRead(followUps.board, { query: assignedTo ? { assignedTo } : {} }, { refetchInterval: WORK_MS });
  const [dragged, setDragged] = useState<Card>();
  const [moving, setMoving] = useState<Moving>();
  const move = (card: Card | undefined, to: Status): void => {
    setDragged(undefined);
    const one = card && moves(card).find((move) => move.to === to);
    if (card && one) setMoving({ card, move: one });
    else if (card && card.status !== to) toast(followUpTexts().cannotMove);
  };
  return (
    <Loaded read={read} height={480}>
      {({ columns }) => (
        <div className="board">
          {columns.map(({ status, items, more }) => (
            <Column
              key={status}
              status={status}
              takes={dragged !== undefined && moves(dragged).some(({ to }) => to === status)}
              onDrop={() => move(dragged, status)}
            >
              {items.map((card) => (
                <BoardCard
                  key={card.followUpId}
                  card={card}
                  onOpen={() => open(card.followUpId)}
                  onDrag={setDragged}
                  onMove={(to) => move(card, to)}
                />
              ))}
              {items.length === 0 && <Empty>{followUpTexts().noneHere}</Empty>}
              {more && items.length > 0 && (
                <Link to="/follow-ups" search={{ status, ...(assignedTo && { assignedTo }) }}>
                  {followUpTexts().more}
                </Link>
              )}
            </Column>
          ))}
          {moving && <MoveStep {...moving} onDone={() => setMoving(undefined)} />}
        </div>
      )}
    </Loaded>
  );
}

type ColumnProps = { status: Status; takes: boolean; onDrop: () => void; children: React.ReactNode };

const Column = ({ status, takes, onDrop, children }: ColumnProps) => (
  <section
    className={takes ? 'board-column takes' : 'board-column'}
    onDragOver={(event) => event.preventDefault()}
    onDrop={(event) => {
      event.preventDefault();
      onDrop();
    }}
  >
    <h2>{feedbackTexts().states[status] ?? status}</h2>
    {children}
  </section>
);

type CardProps = {
  card: Card;
  onOpen: () => void;
  onDrag: (card: Card | undefined) => void;
  onMove: (to: Status) => void;
};

function BoardCard({ card, onOpen, onDrag, onMove }: CardProps) {
  const f = followUpTexts();
  const { states, sources } = feedbackTexts();
  const about = aboutOf(card);
  const targets = moves(card);
  return (
    <article className="board-card" aria-label={about}>
      <div className="board-card-head">
        {targets.length > 0 && (
          <span
            className="handle"
            draggable
            title={f.dragHint}
            onDragStart={(event) => {
              const whole = event.currentTarget.closest('article');
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', about);
              if (whole) event.dataTransfer.setDragImage(whole, 12, 12);
              onDrag(card);
            }}
            onDragEnd={() => onDrag(undefined)}
          >
            <Icon name="drag" />
          </span>
        )}
        <button type="button" className="link" onClick={onOpen}>
          <bdi>{about}</bdi>
        </button>
        {targets.length > 0 && (
          <Menu
            label={f.move(about)}
            parts={[
              {
                title: f.moveTo,
                entries: targets.map(({ to }) => ({ id: to, name: states[to] ?? to, act: () => onMove(to) })),
              },
            ]}
          >
            <Icon name="more" />
          </Menu>
        )}
      </div>
      <p className="note">
        <Due of={card} /> · {sources[card.about.source] ?? card.about.source}
      </p>
      <p className="tags">
        <Urgency urgency={card.urgency} />
        {card.requestedByCustomer && <span className="tag warn">{f.requested}</span>}
      </p>
      <p className="note">{card.ownerId ? <Person id={card.ownerId} /> : f.nobody}</p>
    </article>
  );
}
