import { useData, useRoute, type Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineComponent, h, nextTick, onMounted, watch } from 'vue';
import LiveLogin from './live-login.vue';
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
      'home-hero-image': () => h(LiveLogin, { script: frontmatter.value.live ?? 'ready' }),
    });
});

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('LiveLogin', LiveLogin);
    app.component('MermaidDiagram', MermaidDiagram);
  },
} satisfies Theme;
