import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { alertRoutes } from '../../../shared/alert/alert.routes.ts';
import type { Alert, AlertBulk } from '../../../shared/alert/alert.schema.ts';
import { api } from '../api/client.ts';
import { readAgain } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { Pick, TextArea } from '../kit/fields.tsx';
import { PersonPick } from '../kit/people.tsx';
import { toast } from '../kit/toast.tsx';
import { alertTexts } from './texts/texts.ts';

const alerts = api(alertRoutes);
export type Act = AlertBulk['action'];
type Resolution = NonNullable<Alert['resolution']>;
/** What a snooze can last, in hours; the API takes up to 30 days. */
const hours = ['1', '4', '24', '72', '168'] as const;

type Props = { act: Act; alerts: readonly Alert[]; onClose: () => void; onDone: () => void };

/** Acknowledges, assigns, snoozes or resolves: one alert as it was seen, or many, each for itself. */
export function ActDialog({ act, alerts: of, onClose, onDone }: Props) {
  const a = alertTexts();
  const [ownerId, setOwner] = useState('');
  const [snooze, setSnooze] = useState<(typeof hours)[number]>('24');
  const [resolution, setResolution] = useState<Resolution>('useful');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const until = (): string => new Date(Date.now() + Number(snooze) * 3_600_000).toISOString();
  const words = note.trim() ? { note: note.trim() } : {};
  const save = useMutation({
    mutationFn: async () => {
      const [only] = of;
      if (only && of.length === 1) {
        const one = { params: { alertId: only.alertId }, ifMatch: only.version };
        if (act === 'acknowledge') await alerts.acknowledge({ ...one, body: {} });
        else if (act === 'assign') await alerts.assign({ ...one, body: { ownerId } });
        else if (act === 'snooze') await alerts.snooze({ ...one, body: { until: until() } });
        else await alerts.resolve({ ...one, body: { resolution, ...words } });
        return [];
      }
      const alertIds = of.map(({ alertId }) => alertId);
      const more = {
        acknowledge: {},
        assign: { ownerId },
        snooze: { until: until() },
        resolve: { resolution, ...words },
      };
      const { results } = await alerts.bulk({
        body: { action: act, alertIds, ...more[act] } as AlertBulk,
        idempotencyKey: crypto.randomUUID(),
      });
      return results.flatMap(({ problem }) => problem?.detail ?? []);
    },
    onSuccess: (refused) => {
      toast(
        refused.length > 0
          ? `${a.doneOf(of.length - refused.length, of.length)} ${[...new Set(refused)].join(' ')}`
          : a.did[act],
      );
      onDone();
    },
    onSettled: () => readAgain('alert', 'dashboard', 'metrics'),
  });
  return (
    <Dialog title={of.length === 1 ? a.acts[act] : `${a.acts[act]} (${a.chosen(of.length)})`} onClose={onClose}>
      {act === 'acknowledge' && <p className="muted">{a.ackHelp}</p>}
      {act === 'assign' && (
        <PersonPick
          label={a.assignTo}
          value={ownerId}
          nobody={a.pickOne}
          error={tried && ownerId === '' ? a.needed : undefined}
          onChange={setOwner}
        />
      )}
      {act === 'snooze' && (
        <Pick
          label={a.snoozeFor}
          value={snooze}
          choices={hours.map((value) => ({ value, name: a.lasting[value] }))}
          onChange={setSnooze}
        />
      )}
      {act === 'resolve' && (
        <>
          <Pick
            label={a.resolution}
            value={resolution}
            choices={(['useful', 'false_alarm', 'known', 'other'] as const).map((value) => ({
              value,
              name: a.resolutions[value],
            }))}
            onChange={setResolution}
          />
          <TextArea label={a.note} rows={3} maxLength={2000} value={note} onChange={setNote} />
        </>
      )}
      <DialogFoot
        error={save.error}
        pending={save.isPending}
        action={a.acts[act]}
        onAct={() => {
          setTried(true);
          if (act !== 'assign' || ownerId !== '') save.mutate();
        }}
        onClose={onClose}
      />
    </Dialog>
  );
}
