import { useQuery } from '@tanstack/react-query';
import type { Snapshot as SnapshotOf } from '../../../shared/report/snapshot.schema.ts';
import { layOut } from '../../report/lay-out.ts';
import { Loaded } from '../kit/states.tsx';
import { Footing, Sections } from './laid-sections.tsx';

async function unpacked(url: string): Promise<SnapshotOf> {
  const answer = await fetch(url);
  if (!answer.ok || answer.body === null) throw new Error(`the snapshot: ${answer.status}`);
  return (await new Response(answer.body.pipeThrough(new DecompressionStream('gzip'))).json()) as SnapshotOf;
}

/** What a run said, laid out as its mail and files are, in the language that it was sent in. */
export function Snapshot({ runId, url }: { runId: string; url: string }) {
  // By the run: its link is another one each time, and what it leads to never changes.
  const read = useQuery({ queryKey: ['snapshot', runId], queryFn: () => unpacked(url), staleTime: Infinity });
  return (
    <Loaded read={read} height={640}>
      {(snapshot) => <LaidOut snapshot={snapshot} />}
    </Loaded>
  );
}

function LaidOut({ snapshot }: { snapshot: SnapshotOf }) {
  const laid = layOut(snapshot);
  const { language } = snapshot;
  return (
    <article className="laid" lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
      <header>
        <h3 className="laid-title">
          {laid.mark && `[${laid.mark}] `}
          <bdi>{laid.title}</bdi> · {laid.period}
        </h3>
        {[...laid.warnings, ...laid.facts].map((line) => (
          <p className="note" key={line}>
            {line}
          </p>
        ))}
        {laid.changes.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      <Sections sections={laid.sections} />
      <Footing laid={laid} />
    </article>
  );
}
