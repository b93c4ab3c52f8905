import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { batchesOf } from '../../../shared/kernel/batches.ts';
import { lagPacer } from '../../../shared/kernel/lag-rate.ts';
import { fileText, SearchMessage } from '../../../shared/kernel/search-text.ts';
import { SEARCH_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import type { RecordKind } from '../../../shared/record-kind.ts';
import { records } from '../../../shared/records.ts';
import { type Work, workLanes } from '../../lanes.ts';

type Gone = ReadonlyMap<string, ReadonlySet<string>>;

/** What is found by its words, by the name of its postings. */
const texts = new Map(
  (records as readonly RecordKind[]).flatMap(({ searchText }) =>
    searchText ? [[searchText.postings, searchText]] : [],
  ),
);

/** Records whose rows are written before the pace is asked again. */
const PER_TURN = 25;
/** Records a second of one worker. It gives way before imports do (bulk-admission.ts), which have to be counted. */
const pace = lagPacer({ first: 20, most: 200, least: 5, nearMs: 1_500, tooFarMs: 1_800 });

/** Files the words of the records that messages name, as they are now. */
export const handler = ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
  workLanes(Records, {
    queue: SEARCH_QUEUE,
    reader: 'queue-search',
    kind: 'words',
    message: SearchMessage,
    countsWaiting: true,
    act,
  });

async function act({ ctx, lane, messages }: Work<SearchMessage>): Promise<void> {
  for (const [kind, some] of Map.groupBy(messages, (message) => message.kind)) {
    const text = texts.get(kind);
    if (!text) throw new Error('no record of this kind is found by its words');
    const gone = goneOf(some);
    if (lane === 'new') await fileText(ctx, text, gone);
    else {
      for (const part of batchesOf([...gone], PER_TURN)) {
        await pace(part.length);
        await fileText(ctx, text, new Map(part));
      }
    }
  }
}

/** The records of some messages, each with all words that went. */
function goneOf(messages: readonly SearchMessage[]): Gone {
  const gone = new Map<string, Set<string>>();
  for (const { ids, gone: words = {} } of messages) {
    for (const id of ids) gone.set(id, new Set([...(gone.get(id) ?? []), ...(words[id] ?? [])]));
  }
  return gone;
}
