import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import { line } from '../fields/text.schema.ts';

const HexColor = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #0b5fff, in lower case');

/** Colours and name under which a company asks. */
export const Brand = z
  .strictObject({
    name: line(80)
      .regex(/^[^<>]*$/, 'must be plain text')
      .optional()
      .meta({ description: 'Name shown above the questions and as sender.', example: 'Acme' }),
    accent: HexColor.default('#0b57d0').meta({
      description: 'Colour of buttons and selected answers; at least 3:1 against white (WCAG 2.2, 1.4.11).',
    }),
    logoUrl: z
      .url({ protocol: /^https$/ })
      .max(500)
      .optional()
      .meta({ description: 'Logo in mails only; pages load nothing.' }),
    fromAddress: Email.optional().meta({
      description: 'Sender instead of the deployment’s own, in the same mail domain; any other is refused with 400.',
    }),
    replyTo: Email.optional(),
  })
  .superRefine(({ accent }, issues) => {
    const ratio = contrast(accent, '#ffffff');
    if (ratio >= 3) return;
    issues.addIssue({
      code: 'custom',
      path: ['accent'],
      message: `has a contrast of ${ratio.toFixed(1)}:1 against white, 3:1 is needed; ${readable(accent, '#ffffff', 3)} would do`,
    });
  })
  .meta({ id: 'Brand' });
export type Brand = z.infer<typeof Brand>;

type Rgb = [number, number, number];
const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
const hex = (color: Rgb): string =>
  `#${color.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance of an sRGB colour (WCAG 2.2, definition of relative luminance). */
function luminance(color: string): number {
  const [red, green, blue] = rgb(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio). */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The nearest shade of a colour, towards black or white, that reaches a contrast with a background. */
export function readable(color: string, background: string, ratio = 4.5): string {
  const towards: Rgb = luminance(background) > 0.18 ? [0, 0, 0] : [255, 255, 255];
  const from = rgb(color);
  for (let step = 0; step <= 50; step++) {
    const shade = hex(from.map((value, i) => value + ((towards[i] ?? 0) - value) * (step / 50)) as Rgb);
    if (contrast(shade, background) >= ratio) return shade;
  }
  return hex(towards);
}

/** Black or white, whichever reads better on a colour; one of them always reaches 4.5:1. */
export const textOn = (background: string): '#000000' | '#ffffff' =>
  contrast('#ffffff', background) >= contrast('#000000', background) ? '#ffffff' : '#000000';
