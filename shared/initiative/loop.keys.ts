/** Where the run of a stage lies (`ini_…:resolution`), without the company. */
export const runKey = (runId: string) => {
  const [initiativeId, stage = ''] = runId.split(':');
  return { pk: `ilj#${initiativeId}`, sk: stage };
};

/** Where all runs lie of which numbers tell how many people were told. */
export const TOLD = 'ilj#told';
