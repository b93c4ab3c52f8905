import { useState } from 'react';
import type { Initiative } from '../../../shared/initiative/initiative.schema.ts';
import type { LoopStage } from '../../../shared/initiative/loop.schema.ts';
import { loopRoutes } from '../../../shared/initiative/loop.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { useCallOff } from './call-off.ts';
import { Preview, Reasons } from './mail-preview.tsx';
import { stageOf } from './stages.ts';
import { initiativeTexts } from './texts/texts.ts';

const loop = api(loopRoutes);
const stages = ['receipt', 'update', 'resolution', 'declined'] as const;
const WORK_MS = 30_000;

/** The mails of an initiative's life: what became of those of each stage. */
export function Mails({ initiative }: { initiative: Initiative }) {
  const i = initiativeTexts();
  const [shown, setShown] = useState<LoopStage>();
  return (
    <Panel title={i.mails} about={i.mailsHelp}>
      <div className="grid">
        {stages.map((stage) => (
          <Stage key={stage} initiative={initiative} stage={stage} onPreview={() => setShown(stage)} />
        ))}
      </div>
      {shown && (
        <Dialog title={i.stages[shown]} onClose={() => setShown(undefined)}>
          <Preview initiativeId={initiative.initiativeId} stage={shown} />
        </Dialog>
      )}
    </Panel>
  );
}

type StageProps = { initiative: Initiative; stage: LoopStage; onPreview: () => void };

function Stage({ initiative: { initiativeId, status }, stage, onPreview }: StageProps) {
  const i = initiativeTexts();
  const params = { initiativeId };
  const read = useRead(loop.listLoop, { params, query: { stage, limit: 1 } }, { refetchInterval: WORK_MS });
  const { callOff, pending } = useCallOff(initiativeId);
  const current = stageOf(status);
  // What was sent cannot be called off.
  const canCallOff = may('workflow:write') && current === stage && read.data?.counts?.sent === 0;
  return (
    <section className="span-3 stack" aria-label={i.stages[stage]}>
      <h3>{i.stages[stage]}</h3>
      <Loaded read={read} height={64}>
        {({ counts }) =>
          counts === undefined || counts.people === 0 ? (
            <p className="muted">{i.toldNobody}</p>
          ) : (
            <div title={texts().asOf(exact(counts.asOf))}>
              <p>
                {i.sent(counts.sent)}
                {counts.waiting > 0 && ` · ${i.waiting(counts.waiting)}`}
                {counts.unresolved > 0 && ` · ${i.unresolved(counts.unresolved)}`}
              </p>
              <Reasons counts={counts.suppressed} />
            </div>
          )
        }
      </Loaded>
      <div className="tags">
        <Button small onClick={onPreview}>
          {i.preview}
        </Button>
        {canCallOff && current && (
          <Button small disabled={pending} onClick={() => callOff(current)}>
            {i.callOff}
          </Button>
        )}
      </div>
    </section>
  );
}
