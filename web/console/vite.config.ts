import { join } from 'node:path';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import { defineConfig } from 'vite';
import { contractsPlugin } from './contracts-plugin.ts';
import { languages } from './texts/languages.ts';

/** The file of a part's words in one language. */
const words = new RegExp(`/(?:${languages.join('|')})-[^/]+$`);

/** Builds the console into `.build/console`, from where the local gateway and the web stack serve it below `/app/`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  publicDir: false,
  plugins: [contractsPlugin(), { ...optimizeLocales.vite({ locales: languages.map(regional) }), enforce: 'pre' }],
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  build: {
    outDir: join(import.meta.dirname, '../../.build/console'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    // The policy of contents allows no inline script, which the polyfill would be.
    modulePreload: {
      polyfill: false,
      // Words of a screen need nothing that the first page has not loaded: a list of it for each file would only be weight.
      resolveDependencies: (file, needed) => (words.test(file) ? [] : needed),
    },
    chunkSizeWarningLimit: 1000,
    manifest: true,
    rollupOptions: {
      onwarn: (warning, warn) => {
        // A word for servers that render React, in each file of its libraries.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});

/** React Aria names its texts by language and region. */
function regional(language: (typeof languages)[number]): string {
  return { en: 'en-US', de: 'de-DE', es: 'es-ES', fr: 'fr-FR', ar: 'ar-AE' }[language];
}
