export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  telemetry: false,
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('wechat-mp-') } },
  typescript: { tsConfig: { vueCompilerOptions: { strictTemplates: true } } },
});
