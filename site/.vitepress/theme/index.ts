import { useData, useRoute, type Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineComponent, h, nextTick, onMounted, watch } from 'vue';
import LiveLanguages from './live/live-languages.vue';
import LiveLogin from './live/live-login.vue';
import LiveScript from './live/live-script.vue';
import LiveThemes from './live/live-themes.vue';
import MermaidDiagram from './mermaid-diagram.vue';
import './style.css';

/** The first page has a login beside its title. */
const Layout = defineComponent(() => {
  const { frontmatter } = useData<{ live?: string }>();
  const route = useRoute();
  // The theme has no landmark for the content of a first page.
  const markMain = (): void =>
    document.querySelector('#VPContent.is-home')?.setAttribute('role', 'main');
  onMounted(markMain);
  watch(
    () => route.path,
    () => nextTick(markMain),
  );
  return () =>
    h(DefaultTheme.Layout, null, {
      'home-hero-image': () =>
        h(LiveLogin, { script: frontmatter.value.live ?? 'ready', repeats: false }),
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
