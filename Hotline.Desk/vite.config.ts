import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const host = process.env.HOTLINE_HTTP ?? 'http://127.0.0.1:8012';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': { target: host },
      '/health': { target: host },
      '/live': { target: host, ws: true },
    },
  },
  build: { target: 'es2023', chunkSizeWarningLimit: 700 },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
});
