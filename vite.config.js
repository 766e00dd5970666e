// Builds the look and the islands into app/web/static/build; app/web/assets.py reads the manifest.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const source = resolve(import.meta.dirname, 'frontend');

export default defineConfig({
  root: source,
  base: '/static/build/',
  publicDir: false,
  resolve: { dedupe: ['preact'] }, // the form editor's fields and form-js's must share one, or their hooks do not meet
  build: {
    outDir: resolve(import.meta.dirname, 'app/web/static/build'),
    emptyOutDir: true,
    manifest: true,
    modulePreload: false,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: [
        'base/main.js',
        'changes/main.js',
        'compare/main.js',
        'decision/main.js',
        'diagram/main.js',
        'modeler/main.js',
        'fields/main.js',
        'form/main.js',
        'formedit/frame.js',
        'formedit/main.js',
        'paperedit/main.js',
        'scenarios/main.js',
        'textedit/main.js',
        'trial/main.js',
      ].map((entry) => resolve(source, entry)),
    },
  },
});
