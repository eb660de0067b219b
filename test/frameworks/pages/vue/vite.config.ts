import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    vue({
      template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('wechat-mp-') } },
    }),
  ],
  // The page and its backend share an origin, as they will in production.
  server: { proxy: { '/wechat-login': process.env.BACKEND ?? 'http://localhost:3000' } },
});
