import { type Brand, readable, textOn } from '../../shared/survey-template/brand.schema.ts';

const LIGHT = { card: '#ffffff', around: '#f4f5f7' };
const DARK = { card: '#1b1f24', around: '#111418' };

/** The page's colours out of one brand colour, with WCAG's contrasts kept on light and dark. */
function colours(accent: string, background: string, around: string): string {
  const button = readable(accent, background, 3);
  return `--a:${readable(accent, around)};--b:${button};--t:${textOn(button)}`;
}

const rules = `
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--g);color:var(--f);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,footer{max-width:38rem;margin:0 auto;padding:1.25rem 1rem}
main{background:var(--c)}
footer{color:var(--m);font-size:.875rem}
footer p,nav{margin:.5rem 0}
nav a{margin-inline-end:1rem}
a{color:var(--a)}
footer a{display:inline-block;padding:.25rem 0}
.brand{margin:0 0 1rem;font-weight:600;color:var(--m)}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.125rem;margin:1.5rem 0 .5rem}
p{margin:0 0 1rem;white-space:pre-line;overflow-wrap:anywhere}
.q{border:0;margin:0 0 1.75rem;padding:0;min-width:0}
legend,.l{display:block;padding:0;font-weight:600;margin-bottom:.5rem}
.m{color:var(--m);font-weight:400;font-size:.875rem}
.h{margin:-.25rem 0 .5rem}
.e{color:var(--x);font-weight:600;margin:0 0 .5rem}
.box{border:2px solid var(--x);border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1.5rem}
.box h2,.box p{margin:0 0 .25rem}
.box a{color:var(--x);display:inline-block;padding:.25rem 0}
.s{display:grid;gap:.375rem}
.s label,.c label{position:relative;display:flex;cursor:pointer}
.s input{position:absolute;inset:0;opacity:0;width:100%;height:100%;margin:0;cursor:pointer}
.s span{flex:1;min-height:3rem;display:grid;place-items:center;border:1px solid var(--l);border-radius:.5rem;font-weight:600}
.s label:hover span{border-color:var(--a);box-shadow:0 0 0 1px var(--a)}
.s :checked+span{background:var(--b);color:var(--t);border-color:var(--b);box-shadow:0 0 0 1px var(--b)}
.s :focus-visible+span,:focus-visible{outline:3px solid var(--a);outline-offset:2px}
.star span{font-size:1.75rem;border-color:transparent;color:var(--l);line-height:1}
.star :checked+span,.star label:has(~label :checked) span{background:0 0;border-color:transparent;box-shadow:none;color:var(--a)}
svg{width:2.25rem;height:2.25rem;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round}
.ends{display:flex;justify-content:space-between;gap:1rem;margin-top:.375rem}
.ends span:last-child{text-align:end}
.c label{gap:.75rem;align-items:center;min-height:3rem;padding:.5rem .75rem;border:1px solid var(--l);border-radius:.5rem;margin-bottom:.375rem}
.c label:has(:checked){border-color:var(--a);box-shadow:0 0 0 1px var(--a)}
.c input{flex:none;width:1.25rem;height:1.25rem;margin:0;accent-color:var(--a)}
textarea,input[type=text]{display:block;width:100%;min-height:3rem;padding:.625rem .75rem;font:inherit;color:inherit;background:0 0;border:1px solid var(--l);border-radius:.5rem}
textarea{min-height:6.5rem;resize:vertical}
.c+button{margin-top:.75rem}
button{width:100%;min-height:3.25rem;border:0;border-radius:.5rem;padding:.5rem 1.5rem;background:var(--b);color:var(--t);font:inherit;font-weight:600;cursor:pointer}
.plain{background:0 0;color:var(--a);border:1px solid var(--l)}
.z{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
li{margin-bottom:1rem}
@media(min-width:34rem){main{margin-top:2rem;padding:2rem;border-radius:.75rem}footer{padding:1.25rem 2rem}button{width:auto}}
@media(forced-colors:active){.s :checked+span{outline:4px solid}}
@media(prefers-reduced-motion:no-preference){.s span{transition:background .1s}}
`.replace(/\n/g, '');

/** The style sheet of a page: fixed rules, the brand's colours, and what show-if needs. */
export function styleSheet(brand: Pick<Brand, 'accent'>, extra = ''): string {
  return (
    `:root{--g:${LIGHT.around};--c:${LIGHT.card};--f:#1b1f24;--m:#57606a;--l:#7f8893;--x:#b3261e;${colours(brand.accent, LIGHT.card, LIGHT.around)}}` +
    `@media(prefers-color-scheme:dark){:root{--g:${DARK.around};--c:${DARK.card};--f:#e9ecef;--m:#adb5bd;--l:#8a939c;--x:#ffb4ab;${colours(brand.accent, DARK.card, DARK.card)}}}` +
    rules +
    extra
  );
}
