import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const host = process.env.HOTLINE_HTTP ?? 'http://127.0.0.1:8012';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': path('./src') } },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': { target: host },
      '/health': { target: host },
      '/live': { target: host, ws: true },
      '/report/map.geojson': { target: host },
      '/sip': { target: host, ws: true },
    },
  },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // The desk, and the scripts of citizens' pages, which pages made by the server name: so these keep their names.
      input: {
        index: path('./index.html'),
        map: path('./src/features/citizen/reportMap.ts'),
        call: path('./src/features/citizen/webCall.ts'),
      },
      output: { entryFileNames: ({ name }) => (name === 'index' ? 'assets/[name]-[hash].js' : 'citizen/[name].js') },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
});
