import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the pages into dist/web: hashed files, no outside host, no inline script. */
const config = defineConfig({
  root: folder('.'),
  plugins: [react()],
  build: {
    outDir: folder('../../dist/web'),
    emptyOutDir: true,
    target: ['chrome90', 'edge90', 'firefox90', 'safari15'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
});

export { config as default };
