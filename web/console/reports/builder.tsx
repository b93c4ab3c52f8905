import type { CreateReport, ReportDetail } from '../../../shared/report/report.schema.ts';
import { Blocks } from './blocks.tsx';
import { ContentForm } from './content-form.tsx';
import { FaultList } from './fault-list.tsx';
import type { Fault } from './faults.ts';
import { Preview } from './preview.tsx';
import { RecipientsForm } from './recipients-form.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { reportsTexts } from './texts/texts.ts';

type Props = {
  body: CreateReport;
  outside?: ReportDetail['outsideAddresses'];
  /** Of the last try to save. */
  faults: readonly Fault[];
  onChange: (body: CreateReport) => void;
};

/** Blocks, the page as it will be, settings of a block; below it what, when and to whom. */
export function Builder({ body, outside, faults, onChange }: Props) {
  const change = (part: Partial<CreateReport>): void => {
    const next = { ...body, ...part };
    if ('schedule' in part && part.schedule === undefined) delete next.schedule;
    onChange(next);
  };
  const { sections } = body;
  return (
    <>
      {faults.length > 0 && <FaultList faults={faults} sections={sections} />}
      <Blocks
        sections={sections}
        faults={faults}
        inherited={reportsTexts().asReport}
        onChange={(next) => change({ sections: next })}
      >
        <Preview body={body} />
      </Blocks>
      <div className="grid">
        <ContentForm body={body} faults={faults} onChange={change} />
        <ScheduleForm body={body} faults={faults} onChange={change} />
        <RecipientsForm body={body} outside={outside} faults={faults} onChange={change} />
      </div>
    </>
  );
}
