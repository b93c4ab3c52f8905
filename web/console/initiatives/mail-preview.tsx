import { useState } from 'react';
import type { LoopPreview, LoopStage } from '../../../shared/initiative/loop.schema.ts';
import { loopRoutes } from '../../../shared/initiative/loop.routes.ts';
import type * as z from 'zod';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Pick } from '../kit/fields.tsx';
import { MailFrame } from '../kit/mail-frame.tsx';
import { Loaded } from '../kit/states.tsx';
import { languages } from '../texts/languages.ts';
import { spoken } from '../texts/console.ts';
import { initiativeTexts } from './texts/texts.ts';

const loop = api(loopRoutes);
type Shown = z.output<typeof LoopPreview>;

/** Who would get the mail of a stage now, why others would not, and the mail. */
export function Preview({ initiativeId, stage }: { initiativeId: string; stage: LoopStage }) {
  const i = initiativeTexts();
  const [language, setLanguage] = useState(spoken());
  const read = useRead(loop.previewLoop, { params: { initiativeId }, query: { stage, language } });
  return (
    <Loaded read={read} height={320}>
      {(preview) => (
        <div className="stack">
          <Whom preview={preview} />
          <Pick
            label={i.language}
            value={language}
            choices={languages.map((value) => ({ value, name: value }))}
            onChange={setLanguage}
          />
          <p>
            <strong>
              <bdi>{preview.subject}</bdi>
            </strong>
          </p>
          <MailFrame title={i.mail} html={preview.html} width={600} />
        </div>
      )}
    </Loaded>
  );
}

function Whom({ preview: { people, examined, willGet, suppressed } }: { preview: Shown }) {
  const i = initiativeTexts();
  return (
    <div>
      <p role="status">
        <strong>{i.willGet(willGet, people)}</strong>
      </p>
      {examined < people && <p className="note">{i.examined(examined)}</p>}
      <Reasons counts={suppressed} />
    </div>
  );
}

/** Why people get no mail, and how many each. */
export function Reasons({ counts }: { counts: Partial<Record<string, number>> }) {
  const i = initiativeTexts();
  const known = Object.entries(counts).filter(([, n]) => n);
  if (known.length === 0) return null;
  return (
    <ul className="note">
      {known.map(([reason, n = 0]) => (
        <li key={reason}>
          {i.people(n)}: {i.reasons[reason] ?? reason}
        </li>
      ))}
    </ul>
  );
}
