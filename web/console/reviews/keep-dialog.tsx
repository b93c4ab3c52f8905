import { useState } from 'react';
import { addDays } from '../../../shared/kernel/calendar.ts';
import { todayIn } from '../kit/days.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { TextArea, TextInput } from '../kit/fields.tsx';
import { me } from '../session/me.ts';
import { type Decision, refusedDay } from './parts.ts';
import { reviewTexts } from './texts/texts.ts';

const DAYS = 180;
type Props = {
  pending: boolean;
  error: unknown;
  onKeep: (decision: Decision) => void;
  onClose: () => void;
};

/** It stays as it was decided, for a reason and until a day: so long nothing is said of it, unless its voices double. */
export function KeepDialog({ pending, error, onKeep, onClose }: Props) {
  const v = reviewTexts();
  const begin = { reason: '', until: addDays(todayIn(me().timeZone), DAYS) };
  const [form, setForm] = useState(begin);
  const [tried, setTried] = useState(false);
  const onDay = refusedDay(error);
  const lacking = form.reason.trim() === '';
  return (
    <Dialog title={v.keep} onClose={onClose}>
      <p className="muted">{v.keepHelp}</p>
      <TextArea
        label={v.reason}
        rows={3}
        maxLength={1_000}
        value={form.reason}
        error={tried && lacking ? v.needed : undefined}
        onChange={(reason) => setForm({ ...form, reason })}
      />
      <TextInput
        label={v.until}
        type="date"
        value={form.until}
        error={onDay}
        onChange={(until) => setForm({ ...form, until })}
      />
      <DialogFoot
        error={onDay === undefined ? error : undefined}
        pending={pending}
        onAct={() => {
          setTried(true);
          if (lacking) return;
          onKeep({ decision: 'keep', reason: form.reason.trim(), until: form.until });
        }}
        onClose={onClose}
      />
    </Dialog>
  );
}
