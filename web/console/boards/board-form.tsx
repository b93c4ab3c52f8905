import type { CreateBoard } from '../../../shared/board/board.schema.ts';
import { choicesOf, Pick, TextInput } from '../kit/fields.tsx';
import { Panel } from '../kit/page.tsx';
import { Checks } from '../kit/record-fields.tsx';
import { type Fault, faultAt } from '../reports/faults.ts';
import { FilterPick } from '../reports/filter-pick.tsx';
import { PeriodPick } from '../reports/period-pick.tsx';
import { reportsTexts } from '../reports/texts/texts.ts';
import { may } from '../session/me.ts';
import { roleName } from './parts.tsx';
import { boardTexts } from './texts/texts.ts';

const roles = ['manager', 'analyst', 'agent'] as const;

type Props = { body: CreateBoard; faults: readonly Fault[]; onChange: (change: Partial<CreateBoard>) => void };

/** What a board is called, of which days and which feedback it is, and who sees it. */
export function BoardForm({ body, faults, onChange }: Props) {
  const b = boardTexts();
  const r = reportsTexts();
  const { title, preset, compare, filters, sharing } = body;
  const named = [...new Set([...roles, ...body.roles])];
  return (
    <Panel title={b.settings}>
      <div className="columns">
        <TextInput
          label={r.blockTitle}
          required
          maxLength={120}
          dir="auto"
          value={title}
          error={faultAt(faults, '#/title')}
          onChange={(next) => onChange({ title: next })}
        />
        <PeriodPick
          label={r.period}
          value={preset}
          error={faultAt(faults, '#/period')}
          onChange={(next) => onChange({ preset: next })}
        />
        <Pick
          label={r.compare}
          value={compare}
          error={faultAt(faults, '#/compare')}
          choices={choicesOf<typeof compare>(r.compares)}
          onChange={(next) => onChange({ compare: next })}
        />
        <FilterPick
          value={filters}
          none={r.everything}
          error={faultAt(faults, '#/filters')}
          onChange={(next) => onChange({ filters: next ?? {} })}
        />
        {/* Whoever may not share one sees how it stands in the list. */}
        {may('reports:write') && (
          <Pick
            label={b.sharing}
            help={b.sharingHelp}
            value={sharing}
            choices={choicesOf<typeof sharing>(b.sharings)}
            onChange={(next) => onChange({ sharing: next })}
          />
        )}
        {may('reports:write') && sharing === 'roles' && (
          <Checks
            label={r.roles}
            error={undefined}
            choices={named.map((value) => ({ value, name: roleName(value) }))}
            chosen={body.roles}
            onChange={(next) => onChange({ roles: next as typeof body.roles })}
          />
        )}
      </div>
    </Panel>
  );
}
