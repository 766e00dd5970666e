// Bundles the harness with the form viewer into one script: node build.mjs OUTPUT_FOLDER
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));

await build({
  configFile: false,
  root: here,
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: process.argv[2],
    emptyOutDir: false,
    minify: false,
    lib: { entry: resolve(here, 'harness.js'), formats: ['iife'], name: 'harness', fileName: () => 'harness.js' },
  },
});
