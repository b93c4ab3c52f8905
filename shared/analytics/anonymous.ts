import type { Settings } from '../company/settings.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Grouping } from '../metrics/metric.ts';
import { list } from '../survey-template/survey-template.ts';
import type { Sizes } from './driver-groups.ts';

const PER_PAGE = 100;

/** Whether so few answers of an anonymous survey must not be shown alone; of anything but templates never. */
export async function floorOf(
  ctx: Context,
  by: Grouping,
  { privacy: { anonymityFloor } }: Settings,
): Promise<(key: string, sizes: Sizes) => boolean> {
  if (by !== 'template') return () => false;
  const anonymous = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Awaited<ReturnType<typeof list>> = await list(ctx, { limit: PER_PAGE, ...(cursor && { cursor }) });
    for (const one of page.items) if (one.anonymous) anonymous.add(one.templateId);
    cursor = page.nextCursor;
  }
  const isBelow = (n: number): boolean => n > 0 && n < anonymityFloor;
  return (key, { before, now }) => anonymous.has(key) && (isBelow(before) || isBelow(now));
}
