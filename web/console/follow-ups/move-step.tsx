import { useEffect, useRef } from 'react';
import { followUpRoutes, recordFollowUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange } from '../api/use.ts';
import { toast, toastError } from '../kit/toast.tsx';
import { CloseDialog } from './close-dialog.tsx';
import type { Card, Move } from './moves.ts';
import { ReopenDialog } from './reopen-dialog.tsx';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);
const ofRecords = api(recordFollowUpRoutes);
export const touches = ['follow-up', 'feedback', 'metrics', 'dashboard'] as const;

export type Moving = { card: Card; move: Move };

/** Does what a move stands for: at once, or after the person has said what the API asks for. */
export function MoveStep({ card, move, onDone }: Moving & { onDone: () => void }) {
  if (move.step === 'close') {
    return <CloseDialog followUp={card} as={move.to === 'no_action' ? 'no_action' : 'resolved'} onClose={onDone} />;
  }
  if (move.step === 'reopen') return <ReopenDialog followUp={card} onClose={onDone} />;
  return <AtOnce card={card} move={move} onDone={onDone} />;
}

function AtOnce({ card: { followUpId, feedbackId, version }, move, onDone }: Moving & { onDone: () => void }) {
  const f = followUpTexts();
  const take = useChange(followUps.take, ...touches);
  const start = useChange(ofRecords.patch, ...touches);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const taking = move.step === 'take';
    const change = taking
      ? take.mutateAsync({ params: { followUpId }, ifMatch: version })
      : start.mutateAsync({ params: { feedbackId }, body: { status: 'in_progress' }, ifMatch: version });
    afterwards(change, () => toast(taking ? f.taken : f.started), toastError);
    onDone();
  });
  return null;
}
