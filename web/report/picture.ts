import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { fontFiles, printingFile } from './printing-files.ts';

let ready: Promise<Buffer[]> | undefined;
/** Once per process: the program takes 70 ms to start, the fonts 1.6 MB. */
async function start(): Promise<Buffer[]> {
  await initWasm(printingFile('resvg.wasm'));
  return fontFiles.map(printingFile);
}

/** Draws SVG documents as opaque PNG pictures, `width` pixels wide. */
export async function pictureMaker(): Promise<(svg: string, width: number) => Uint8Array> {
  const fontBuffers = await (ready ??= start());
  return (svg, width) => {
    const resvg = new Resvg(svg, {
      fitTo: { mode: 'width', value: width },
      background: '#fff',
      // Without fonts of its own every text would be left out, and nothing would say so.
      font: { fontBuffers, defaultFontFamily: 'Noto Sans' },
    });
    const image = resvg.render();
    const png = image.asPng();
    image.free();
    resvg.free();
    return png;
  };
}
