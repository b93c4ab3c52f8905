import { useEffect, useRef, useState } from 'react';
import { boardRoutes } from '../../../shared/board/board.routes.ts';
import type { Board, CreateBoard } from '../../../shared/board/board.schema.ts';
import { api } from '../api/client.ts';
import { type Fields, merge } from '../api/merge.ts';
import { isStale, useChange } from '../api/use.ts';
import { useDraft } from '../kit/draft.ts';
import { useSettled } from '../kit/settled.ts';
import { bodyIn, bodyOf, changesOf, fieldsOf, isSendable, readyOf } from './body.ts';

const boards = api(boardRoutes);
const TYPING_MS = 800;

/** What is being written, and what it was begun from. */
type Draft = { body: CreateBoard; base: CreateBoard; version: number };
/** Somebody else was faster, and both have changed the same. */
type Meeting = { base: Fields; mine: Fields; theirs: Fields; version: number };

/** Saves a board while it is changed. What is not saved yet outlives a reload; a change by somebody else is merged. */
export function useAutosave(board: Board) {
  const stored = bodyOf(board);
  const [draft, setDraft, kept] = useDraft<Draft>(`board.${board.boardId}`, {
    body: stored,
    base: stored,
    version: board.version,
  });
  const edit = useChange(boards.edit);
  const [meeting, setMeeting] = useState<Meeting>();
  const [error, setError] = useState<unknown>();
  const latest = useRef(draft);
  latest.current = draft;
  /** What was sent last, and its being sent. */
  const tried = useRef<string>(undefined);
  const under = useRef<Promise<void>>(undefined);
  const params = { boardId: board.boardId };
  const ready = readyOf(draft.body, draft.base);
  const dirty = Object.keys(changesOf(draft.base, ready)).length > 0;

  const go = (next: Draft): void => {
    latest.current = next;
    setDraft(next);
    if (Object.keys(changesOf(next.base, readyOf(next.body, next.base))).length === 0) kept.forget();
  };
  const save = async (): Promise<void> => {
    const { body, base, version } = latest.current;
    const wanted = readyOf(body, base);
    const changed = changesOf(base, wanted);
    if (Object.keys(changed).length === 0 || !isSendable(wanted)) return;
    tried.current = JSON.stringify(wanted);
    setError(undefined);
    try {
      const after = await edit.mutateAsync({ params, body: changed, ifMatch: version });
      // What was written meanwhile goes on from what is saved now.
      go({ body: latest.current.body, base: bodyOf(after), version: after.version });
    } catch (refused) {
      if (isStale(refused)) await meet();
      else setError(refused);
    }
  };
  const meet = async (): Promise<void> => {
    try {
      const now = await boards.get({ params });
      const { body, base } = latest.current;
      const both = { base: fieldsOf(base), mine: fieldsOf(readyOf(body, base)), theirs: fieldsOf(bodyOf(now)) };
      const { merged, clash } = merge(both.base, both.mine, both.theirs);
      if (clash.length === 0) goOn(merged, both.theirs, now.version);
      else setMeeting({ ...both, version: now.version });
    } catch (failed) {
      setError(failed);
    }
  };
  const goOn = (chosen: Fields, theirs: Fields, version: number): void => {
    setMeeting(undefined);
    tried.current = undefined;
    go({ body: bodyIn(chosen), base: bodyIn(theirs), version });
  };

  const said = JSON.stringify(ready);
  const settled = useSettled(said, TYPING_MS);
  const free = !edit.isPending && meeting === undefined;
  const start = (): void => {
    under.current = save();
  };
  /** Not before it is known what came of what is under way: it would be refused as written over that. */
  const leave = async (): Promise<void> => {
    await under.current;
    const { body, base } = latest.current;
    if (JSON.stringify(readyOf(body, base)) !== tried.current) await save();
  };
  const now = useRef({ start, leave });
  now.current = { start, leave };
  useEffect(() => {
    if (free && settled === said && tried.current !== said) now.current.start();
  }, [free, settled, said]);
  // Whoever leaves at once has written it all the same.
  useEffect(() => () => void now.current.leave(), []);

  return {
    body: draft.body,
    change: (part: Partial<CreateBoard>) => go({ ...latest.current, body: { ...latest.current.body, ...part } }),
    state: edit.isPending ? ('saving' as const) : dirty ? ('unsaved' as const) : ('saved' as const),
    error,
    again: start,
    meeting,
    settle: (chosen: Fields) => meeting && goOn(chosen, meeting.theirs, meeting.version),
    later: () => setMeeting(undefined),
  };
}
