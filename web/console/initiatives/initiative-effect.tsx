import type { Effect, EffectFigure } from '../../../shared/initiative/effect.schema.ts';
import type { Initiative } from '../../../shared/initiative/initiative.schema.ts';
import { initiativeRoutes as contract } from '../../../shared/initiative/initiative.routes.ts';
import type { Row } from '../../chart/chart.ts';
import { formatWithMargin } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { ChartPicture } from '../kit/chart.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { exact } from '../kit/when.tsx';
import { spoken, texts } from '../texts/console.ts';
import { unitOf } from './stages.ts';
import { initiativeTexts } from './texts/texts.ts';

const initiatives = api(contract);

/** How those who asked for it answered before and after, and how much of that others changed as well. */
export function InitiativeEffect({ initiative: { initiativeId, shippedAt } }: { initiative: Initiative }) {
  const i = initiativeTexts();
  const read = useRead(initiatives.effect, { params: { initiativeId } }, { enabled: shippedAt !== undefined });
  return (
    <Panel title={i.effect} about={i.effectHelp}>
      {shippedAt === undefined ? (
        <Empty>{i.notShipped}</Empty>
      ) : (
        <Loaded read={read} height={160}>
          {(effect) => <Figures effect={effect} />}
        </Loaded>
      )}
    </Panel>
  );
}

function Figures({ effect }: { effect: Effect }) {
  const i = initiativeTexts();
  const unit = unitOf(effect);
  const rows = (['before', 'after', 'paired', 'adjusted'] as const).map((name) => ({ name, ...effect[name] }));
  const drawn = rows.filter(({ name, value }) => value !== null && (name === 'paired' || name === 'adjusted'));
  return (
    <div className="stack">
      <DataTable
        caption={i.effect}
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { name: i.metrics[effect.metric], cell: ({ name }) => i.figures[name] },
          { name: i.value, number: true, cell: (figure) => <Value figure={figure} unit={unit} /> },
          { name: i.restsOn, number: true, cell: ({ n }) => i.people(n) },
        ]}
      />
      {drawn.length > 0 && (
        <ChartPicture
          chart={{
            form: 'intervals',
            title: i.effect,
            unit,
            mean: 0,
            rows: drawn.map((row) => intervalOf(i.figures[row.name], row)),
          }}
        />
      )}
      <p className="note">
        {i.examinedOf(effect.people.examined, effect.people.voices)}
        {effect.leftOut > 0 && ` ${i.leftOut(effect.leftOut)}`} {texts().asOf(exact(effect.asOf))}
      </p>
    </div>
  );
}

const Value = ({ figure: { value, n, marginOfError }, unit }: { figure: EffectFigure; unit: string }) =>
  value === null ? (
    <span className="muted">{texts().tooFew(n)}</span>
  ) : (
    formatWithMargin(spoken(), unit, value, marginOfError)
  );

const intervalOf = (name: string, { value, n, marginOfError }: EffectFigure): Row => ({
  name,
  value,
  n,
  ...(value !== null && marginOfError !== undefined && { low: value - marginOfError, high: value + marginOfError }),
});
