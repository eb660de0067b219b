import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  // The page and its backend share an origin, as they will in production.
  server: { proxy: { '/wechat-login': process.env.BACKEND ?? 'http://localhost:3000' } },
});
