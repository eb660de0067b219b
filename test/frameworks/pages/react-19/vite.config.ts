import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // The page and its backend share an origin, as they will in production.
  server: { proxy: { '/wechat-login': process.env.BACKEND ?? 'http://localhost:3000' } },
});
