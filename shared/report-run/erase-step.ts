import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Stored } from '../kernel/store.ts';
import { forgetHeld, withoutWords } from './held-words.ts';
import { getSnapshot, putSnapshot, removePrinted, removeSnapshot } from './kept-files.ts';
import { printAll } from './print-all.ts';
import type { Printers } from './printers.ts';
import type { Run } from './run.schema.ts';
import { runs } from './run.store.ts';

/**
 * Takes the words of deleted records out of a run that is over: out of its snapshot, whose figures stay, and out of all that was
 * printed of it, which is printed again from what is left. What holds the words goes first, so a printer that fails keeps none;
 * where this ends before its end, the run is due again and all of it is done again.
 */
export async function eraseStep(ctx: Context, run: Stored<Run>, printers: Printers): Promise<void> {
  const { erase = [], sha256, status } = run;
  const isPrinted = status === 'done' || status === 'done_with_errors';
  let says: Partial<Run> = {};
  if (sha256 !== undefined) {
    const snapshot = withoutWords(await getSnapshot(ctx, run), erase);
    const hash = await putSnapshot(ctx, run, snapshot);
    if (isPrinted) {
      await removePrinted(ctx, run);
      const formats = [...run.files.map(({ format }) => format), ...(run.missing ?? [])];
      says = await printAll(ctx, run, snapshot, formats, printers);
    }
    says = { ...says, sha256: hash };
  }
  await change(
    ctx,
    runs,
    run.runId,
    'erase',
    (before) => {
      const left = before.erase?.filter((id) => !erase.includes(id)) ?? [];
      const more =
        left.length > 0 ? { erase: left, callAt: ctx.now.toISOString() } : { erase: undefined, callAt: undefined };
      return { ...before, ...says, ...more };
    },
    { silent: true },
  );
  // Named by the row no more, it can go.
  if (sha256 !== undefined && says.sha256 !== sha256) await removeSnapshot(ctx, run);
  await forgetHeld(ctx, run, erase);
}
