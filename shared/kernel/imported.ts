/**
 * What is to be done with a row of an imported file, as its record was when somebody looked; enough to do it, to do it again,
 * and to undo it. `before` is what the kind of record needs for that.
 */
export type Planned<B = unknown> =
  | { outcome: 'created' }
  | { outcome: 'updated' | 'restored'; recordId: string; before: B }
  | { outcome: 'unchanged' }
  | { outcome: 'skipped'; reason: string }
  | { outcome: 'failed'; code: string; message: string };

/** What became of a row that is undone: `left` was changed since and stays, with `none` there was nothing to undo. */
export type Undone = 'undone' | 'left' | 'none';
