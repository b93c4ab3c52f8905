/** What keeps a report from being saved, and where it is: `#/sections/3/by`. */
export type Fault = { pointer: string; detail: string };

type Refused = { status: number; problem: { detail?: string; title: string; errors?: unknown[] } };

/** Faults of a refused report; a preview names them below `#/report`. */
export function faultsOf({ problem }: Refused): Fault[] {
  return (problem.errors ?? []).flatMap((error) => {
    const { pointer, detail } = error as { pointer?: unknown; detail?: unknown };
    return typeof detail === 'string'
      ? [{ pointer: (typeof pointer === 'string' ? pointer : '#').replace(/^#\/report(?=\/|$)/, '#'), detail }]
      : [];
  });
}

/** The first fault at a place or below it. */
export const faultAt = (faults: readonly Fault[], pointer: string): string | undefined =>
  faults.find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))?.detail;

/** Which section a fault is in, by its place. */
export function sectionOf({ pointer }: Fault): number | undefined {
  const [, place] = /^#\/sections\/(\d+)(?:\/|$)/.exec(pointer) ?? [];
  return place === undefined ? undefined : Number(place);
}
