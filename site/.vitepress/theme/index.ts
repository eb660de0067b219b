import { useData, type Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineComponent, h } from 'vue';
import LiveLogin from './live-login.vue';
import MermaidDiagram from './mermaid-diagram.vue';
import './style.css';

/** The first page has a login beside its title. */
const Layout = defineComponent(() => {
  const { frontmatter } = useData<{ live?: string }>();
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
