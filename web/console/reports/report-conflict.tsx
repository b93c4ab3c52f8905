import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { texts } from '../texts/console.ts';
import type { BodyField } from './body.ts';
import { reportsTexts } from './texts/texts.ts';

type Props = { clash: readonly BodyField[]; onChosen: (whose: 'mine' | 'theirs') => void; onClose: () => void };

/** Two people have changed the same parts of a report, each to something else: one of them stays. */
export function ReportConflict({ clash, onChosen, onClose }: Props) {
  const r = reportsTexts();
  const { conflict: c } = texts();
  const names: Partial<Record<BodyField, string>> = {
    title: r.reportTitle,
    language: r.language,
    paper: r.paper,
    period: r.period,
    compare: r.compare,
    filters: r.filter,
    sections: r.blocks,
    recipients: r.recipients,
    formats: r.attached,
    schedule: r.schedule,
    sendWhen: r.sendWhen,
    burst: r.burst,
    status: r.status,
  };
  return (
    <Dialog title={r.conflictTitle} onClose={onClose}>
      <p>{r.conflictHelp}</p>
      <ul className="prose-list">
        {clash.map((name) => (
          <li key={name}>{names[name] ?? name}</li>
        ))}
      </ul>
      <div className="actions">
        <Button onClick={() => onChosen('theirs')}>{c.keepTheirs}</Button>
        <Button look="main" onClick={() => onChosen('mine')}>
          {c.useMine}
        </Button>
      </div>
    </Dialog>
  );
}
