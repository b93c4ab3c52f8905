/** What the clocks of a zone show at an instant, in whole seconds, as if they were those of UTC. */
export function clockOf(at: string, zone: string): Date {
  const parts = new Intl.DateTimeFormat('en-CA-u-hc-h23', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(at));
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return new Date(Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')));
}

/** ISO 8601 in a zone, with its offset: `2026-11-01T10:00:00.000Z` in Berlin is `2026-11-01T11:00:00+01:00`. */
export function momentIn(at: string, zone: string): string {
  const clock = clockOf(at, zone);
  const ahead = Math.round((clock.getTime() - Date.parse(at)) / 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const offset = `${ahead < 0 ? '-' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
  return `${clock.toISOString().slice(0, 19)}${ahead === 0 ? 'Z' : offset}`;
}
