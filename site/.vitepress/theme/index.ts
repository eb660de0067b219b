import { useData, useRoute, useRouter, type Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineComponent, h, nextTick, onMounted, ref, watch } from 'vue';
import { closeMenuOnEscape, mendMarkup } from './mend.js';
import HomeStart from './home-start.vue';
import { keepHeading } from './keep-heading.js';
import LiveLanguages from './live/live-languages.vue';
import LiveLogin from './live/live-login.vue';
import LiveScript from './live/live-script.vue';
import LiveThemes from './live/live-themes.vue';
import MermaidDiagram from './mermaid-diagram.vue';
import { announce } from './announce.js';
import './style.css';
import './media.css';

/** The first page has a login beside its title. What happens is also said, for those who do not see it. */
const Layout = defineComponent(() => {
  const { frontmatter, lang, site } = useData<{ live?: string }>();
  const route = useRoute();
  const said = ref('');
  const isChinese = (): boolean => lang.value.startsWith('zh');
  onMounted(() => {
    mendMarkup(isChinese());
    announce(isChinese, (sentence) => {
      said.value = '';
      void nextTick(() => (said.value = sentence));
    });
    closeMenuOnEscape();
  });
  watch(
    () => route.path,
    () => nextTick(() => mendMarkup(isChinese())),
  );
  keepHeading(useRouter(), () => site.value.base);
  return () =>
    h(DefaultTheme.Layout, null, {
      'home-hero-actions-after': () => h(HomeStart),
      'home-hero-image': () =>
        h(LiveLogin, { script: frontmatter.value.live ?? 'ready', repeats: false }),
      'layout-bottom': () => h('p', { class: 'visually-hidden said', role: 'status' }, said.value),
    });
});

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('LiveLanguages', LiveLanguages);
    app.component('LiveLogin', LiveLogin);
    app.component('LiveScript', LiveScript);
    app.component('LiveThemes', LiveThemes);
    app.component('MermaidDiagram', MermaidDiagram);
  },
} satisfies Theme;
