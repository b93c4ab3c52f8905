import { deflateRawSync, inflateRawSync } from 'node:zlib';

const MAP = '%map';
const SET = '%set';

/** What is known in the midst of a replay, as it is kept with its job between two parts; maps and sets stay such. */
export const packed = (state: object): string => deflateRawSync(JSON.stringify(state, plain)).toString('base64');

export const unpacked = <S extends object>(text: string): S =>
  JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString(), revived) as S;

function plain(_: string, value: unknown): unknown {
  if (value instanceof Map) return { [MAP]: [...value] };
  return value instanceof Set ? { [SET]: [...value] } : value;
}

function revived(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { [MAP]: entries, [SET]: members } = value as Record<string, unknown>;
  if (Array.isArray(entries)) return new Map(entries as [unknown, unknown][]);
  return Array.isArray(members) ? new Set(members) : value;
}
