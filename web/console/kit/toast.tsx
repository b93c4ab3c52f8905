import { useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { wordsOf } from './states.tsx';

const SHOWN_MS = 8_000;
type Toast = { id: number; text: string; undo?: { name: string; act: () => void } | undefined };

let shown: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const show = (toasts: readonly Toast[]): void => {
  shown = toasts;
  for (const tell of listeners) tell();
};
const end = (id: number): void => show(shown.filter((toast) => toast.id !== id));

/** Says what has happened, for eight seconds, and offers to take it back where that can be done. */
export function toast(text: string, undo?: Toast['undo']): void {
  const id = (last += 1);
  show([...shown.slice(-2), { id, text, undo }]);
  setTimeout(() => end(id), SHOWN_MS);
}

/** Says why something did not work. */
export const toastError = (error: unknown): void => toast(wordsOf(error));

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

export function Toasts() {
  const toasts = useSyncExternalStore(subscribe, () => shown);
  return (
    // Above dialogs and panels, too: what was done there is taken back while they are open.
    <div className="toasts" role="status" data-react-aria-top-layer="true">
      {toasts.map(({ id, text, undo }) => (
        <div className="toast" key={id}>
          <span>{text}</span>
          {undo && (
            <Button
              small
              onClick={() => {
                end(id);
                undo.act();
              }}
            >
              {undo.name}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
